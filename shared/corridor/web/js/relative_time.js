// <time datetime="..."><relative-time>3 minutes ago</relative-time></time>
// The server wrote the words; this keeps them true while the page stays open.

const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]]
const MONTH = 30 * 86400
const shown = new Set()

class RelativeTime extends HTMLElement {
  connectedCallback() {
    this.moment = Date.parse(this.closest("time")?.dateTime)
    if (this.moment) shown.add(this)
  }

  disconnectedCallback() {
    shown.delete(this)
  }

  refresh(format) {
    const seconds = (this.moment - Date.now()) / 1000
    if (Math.abs(seconds) > MONTH) return
    const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60]
    const text = format.format(Math.round(seconds / size) || -1, unit)
    if (this.textContent !== text) this.textContent = text
  }
}

setInterval(() => {
  if (document.hidden || !shown.size) return
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang)
  shown.forEach(element => element.refresh(format))
}, 60_000)

customElements.define("relative-time", RelativeTime)
