// <unread-count data-url="/forum/unread-count" data-live="/notify/live">: how much waits, on the bell.
// It hears of changes at once over one connection for all pages of a browser; where there is none it asks once a
// minute, while somebody looks.

const AGAIN = 300_000
const bells = () => document.querySelectorAll("unread-count")
const show = news => bells().forEach(bell => bell.show(news))

class Live {
  constructor(url) {
    this.url = url
    // By the member: a page of somebody who signed out must not tell the next one.
    this.name = `corridor-live-${document.querySelector("meta[name=member]")?.content}`
    this.channel = new BroadcastChannel(this.name)
    this.channel.onmessage = ({ data }) => show(data)
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.follow()))
    addEventListener("pagehide", () => this.leave())
    addEventListener("pageshow", ({ persisted }) => persisted && this.follow())
    // A page that is left at once needs no connection, and a slow line is left to the page itself.
    setTimeout(() => this.follow(), 5000)
  }

  get open() {
    return this.source?.readyState === EventSource.OPEN
  }

  // Of all pages that are looked at, the one with the lock holds the connection and tells the others.
  follow() {
    if (document.hidden || this.waiting) return
    const waiting = (this.waiting = new AbortController())
    const held = () => new Promise(done => this.connect(done))
    navigator.locks.request(this.name, { signal: waiting.signal }, held).catch(() => {})
  }

  connect(done) {
    this.done = done
    this.source = new EventSource(this.url, { withCredentials: true })
    this.source.addEventListener("unread", ({ data }) => {
      const news = JSON.parse(data)
      show(news)
      this.channel.postMessage(news)
    })
    // Closed for good: no place there, or nobody at home. The bell goes on asking meanwhile.
    this.source.onerror = () => {
      if (this.source?.readyState !== EventSource.CLOSED) return
      this.leave()
      setTimeout(() => this.follow(), AGAIN * (0.75 + Math.random() / 2))
    }
  }

  leave() {
    this.waiting?.abort()
    this.source?.close()
    this.done?.()
    this.waiting = this.source = this.done = undefined
  }
}

let live

class UnreadCount extends HTMLElement {
  connectedCallback() {
    if (this.dataset.live && navigator.locks && !live) live = new Live(this.dataset.live)
    this.timer = setInterval(() => live?.open || this.ask(), 60_000)
    this.look = () => document.hidden || this.ask()
    document.addEventListener("visibilitychange", this.look)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
    document.removeEventListener("visibilitychange", this.look)
  }

  async ask() {
    if (document.hidden || !navigator.onLine) return
    const answer = await fetch(this.dataset.url, { headers: { Accept: "application/json" } }).catch(() => null)
    if (answer?.ok) this.show(await answer.json())
  }

  show({ unread, label }) {
    const before = this.hidden ? 0 : parseInt(this.textContent)
    this.textContent = unread
    this.hidden = !unread
    this.closest("a")?.setAttribute("aria-label", label)
    if (unread > before) this.dispatchEvent(new CustomEvent("news", { bubbles: true, detail: { unread } }))
  }
}

customElements.define("unread-count", UnreadCount)
