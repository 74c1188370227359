// <job-watch seconds>: loads the frame around it again after that time; what comes holds another one until the end.
// Without a script the page reloads itself by its <noscript> refresh.

class JobWatch extends HTMLElement {
  connectedCallback() {
    this.waiting = setTimeout(() => this.look(), Number(this.getAttribute("seconds")) * 1000)
  }

  disconnectedCallback() {
    clearTimeout(this.waiting)
  }

  look() {
    const frame = this.closest("turbo-frame")
    if (!frame?.reload) return window.location.reload()
    if (frame.src) frame.reload()
    else frame.src = window.location.href
  }
}

customElements.define("job-watch", JobWatch)
