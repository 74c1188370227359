// <reading-position data-url data-read>: tells the server how far somebody has read, by what was in view.
// Its cookie tells the server that pages shown need not count as read any more (docs/adr/0005).

const DWELL = 1500

class ReadingPosition extends HTMLElement {
  connectedCallback() {
    document.cookie = "corridor_reading=script; path=/forum; max-age=31536000; samesite=lax"
    this.read = Number(this.dataset.read)
    this.seen = new Map()
    this.observer = new IntersectionObserver(entries => entries.forEach(entry => this.look(entry)), { threshold: [0.2] })
    this.querySelectorAll("[data-number]").forEach(post => this.observer.observe(post))
    this.leave = () => this.send()
    document.addEventListener("visibilitychange", this.leave)
  }

  disconnectedCallback() {
    this.observer.disconnect()
    document.removeEventListener("visibilitychange", this.leave)
    this.seen.forEach(clearTimeout)
    this.send()
  }

  // A post counts once it was in view for a moment: scrolling past is not reading.
  look({ target, isIntersecting }) {
    const number = Number(target.dataset.number)
    clearTimeout(this.seen.get(number))
    if (isIntersecting) this.seen.set(number, setTimeout(() => this.reach(number), DWELL))
  }

  reach(number) {
    if (number <= this.read) return
    this.read = number
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.send(), 2000)
  }

  send() {
    if (this.read <= Number(this.dataset.read)) return
    this.dataset.read = this.read
    const body = new URLSearchParams({ number: this.read, _csrf: document.querySelector("meta[name=csrf-token]").content })
    fetch(this.dataset.url, { method: "POST", body, keepalive: true }).catch(() => {})
  }
}

customElements.define("reading-position", ReadingPosition)
