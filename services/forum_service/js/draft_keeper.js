// <draft-keeper>: saves the composer's text to the server while somebody writes, and shows it as it will look.
// The version number keeps two windows from overwriting each other: 409 stops the saving and says so. While the
// line is down the text is kept in the browser, and what was to be posted waits for the line.
import { forget, keep, kept } from "./composer_storage.js"
import { queue, sendWaiting, takeBack, waitingFor } from "./composer_queue.js"

const KEEP_AFTER = 300
const SAVE_AFTER = 2500
const SHOW_AFTER = 700
const COMPARE_AFTER = 900
const A_MOMENT = 10_000

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.state = this.querySelector(".draft-state")
    this.preview = this.querySelector(".live-preview")
    this.words = JSON.parse(this.dataset.words)
    this.key = this.form.elements._draft_key.value
    this.timers = {}
    this.form.addEventListener("input", event => this.changed(event))
    this.form.addEventListener("submit", event => this.send(event))
    this.form.addEventListener("turbo:fetch-request-error", () => this.posting && this.wait())
    this.form.addEventListener("turbo:submit-end", ({ detail }) => detail.success && this.posting && forget("draft", this.key))
    this.around = new AbortController()
    const { signal } = this.around
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save(), { signal })
    window.addEventListener("online", () => this.unsaved && this.save(), { signal })
    document.addEventListener("composer:sent", event => this.sent(event), { signal })
    this.begin()
  }

  disconnectedCallback() {
    this.around.abort()
    this.stop()
  }

  later(name, pause, act) {
    clearTimeout(this.timers[name])
    this.timers[name] = setTimeout(act, pause)
  }

  stop() {
    this.dirty = false
    Object.values(this.timers).forEach(clearTimeout)
  }

  changed({ target }) {
    if (target.type === "file") return
    this.dirty = true
    this.later("keep", KEEP_AFTER, () => keep("draft", this.key, { fields: this.fields(), base: this.version }))
    this.later("save", SAVE_AFTER, () => this.save())
    this.later("show", SHOW_AFTER, () => this.show())
    if (target.name === "title") this.later("compare", COMPARE_AFTER, () => this.compare(target.value))
  }

  get version() {
    return this.form.elements._draft_version.value
  }

  fields() {
    const own = [...new FormData(this.form)].filter(([name, value]) => !name.startsWith("_") && typeof value === "string")
    return Object.fromEntries(own)
  }

  // What this browser kept comes back, unless the server has a newer text: then both are there to choose from.
  begin() {
    const waiting = waitingFor(this.key)
    if (waiting) {
      this.fill(Object.fromEntries(new URLSearchParams(waiting.body)))
      this.form.elements._key.value = waiting.key
      return this.showWaiting(waiting)
    }
    const entry = kept("draft", this.key)
    const { raw } = this.fields()
    if (!entry?.fields?.raw || entry.fields.raw === raw) return
    if (entry.saved) return this.hasten(entry)
    const continued = entry.base === this.version && this.version > 0 && !location.search.includes("quote")
    if (!raw || continued || (entry.base === this.version && entry.fields.raw.startsWith(raw))) {
      this.fill(entry.fields)
      this.say(this.words.restored)
      this.later("save", SAVE_AFTER, () => this.save())
      this.unsaved = true
    } else {
      this.offer(entry.fields)
    }
  }

  // Saved while the page before was left, perhaps too late for this one; else whatever the server has is newer.
  hasten({ saved, fields, at }) {
    forget("draft", this.key)
    if (saved <= this.version || Date.now() - at > A_MOMENT) return
    this.fill(fields)
    this.form.elements._draft_version.value = saved
  }

  fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = name.startsWith("_") ? null : this.form.elements[name]
      if (field && "value" in field) field.value = value
    }
  }

  offer(fields) {
    const box = element("details", "notice info")
    box.open = true
    box.append(element("summary", "", this.words.other), element("pre", "draft-text", fields.raw), this.button(this.words.use, () => {
      this.fill(fields)
      box.remove()
      this.changed({ target: this.form.elements.raw })
    }))
    this.form.prepend(box)
  }

  button(words, act) {
    const button = element("button", "button small", words)
    button.type = "button"
    button.addEventListener("click", act)
    return button
  }

  async save() {
    if (this.conflict || this.waiting) return
    this.dirty = false
    const fields = this.fields()
    const answer = await this.post(this.dataset.url)
    this.unsaved = !answer?.ok
    if (!answer) return this.say(keep("draft", this.key, { fields, base: this.version }) ? this.words.local : this.words.offline)
    const { version } = await answer.json().catch(() => ({}))
    if (answer.status === 409) {
      this.conflict = true
      this.say(this.words.conflict)
    } else if (answer.ok) {
      this.form.elements._draft_version.value = version
      if (fields.raw === this.fields().raw) keep("draft", this.key, { fields, base: this.version, saved: version })
      this.say(`${this.words.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`)
    }
  }

  // The form that posts; the buttons beside it (preview, draft, attach) have ways of their own.
  send(event) {
    this.stop()
    this.posting = !event.submitter?.hasAttribute("formaction")
    if (!this.posting || navigator.onLine) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.wait()
  }

  wait() {
    if (queue(this.form, this.key, this.words)) this.showWaiting(waitingFor(this.key))
    else this.say(this.words.offline)
  }

  showWaiting(entry) {
    if (!entry) return
    this.waiting = entry
    this.form.elements.raw.readOnly = true
    this.say(this.words.waiting)
    this.state.append(" ", this.button(this.words.back, () => this.goOn()))
    if (navigator.onLine) this.later("send", 1000, sendWaiting)
  }

  goOn() {
    takeBack(this.waiting)
    this.waiting = null
    this.form.elements.raw.readOnly = false
    this.changed({ target: this.form.elements.raw })
    this.say("")
    this.form.elements.raw.focus()
  }

  sent(event) {
    const { draft, url, page } = event.detail
    if (draft !== this.key) return
    event.preventDefault()
    if (url !== page) return window.Turbo.visit(url)
    this.waiting = null
    this.form.elements.raw.readOnly = false
    this.say(this.words.refused)
    this.later("save", SAVE_AFTER, () => this.save())
  }

  async show() {
    const answer = await this.post(this.dataset.previewUrl, "text/html")
    if (!answer || (!answer.ok && answer.status !== 422)) return
    this.put(this.preview, await answer.text())
  }

  // Titles like this one, while there is still time to read instead of asking.
  async compare(title) {
    const place = this.querySelector(".similar-topics")
    const answer = place && (await fetch(`/forum/similar?title=${encodeURIComponent(title)}`).catch(() => null))
    if (answer?.ok) this.put(place, await answer.text())
  }

  put(place, html) {
    place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
    place.hidden = !place.textContent.trim()
  }

  post(url, accept = "application/json") {
    const typed = [...new FormData(this.form)].filter(([, value]) => typeof value === "string")
    const body = new URLSearchParams(typed)
    return fetch(url, { method: "POST", body, headers: { Accept: accept }, keepalive: body.toString().length < 60_000 }).catch(() => null)
  }

  say(words) {
    this.state.textContent = words
  }
}

function element(name, className, textContent = "") {
  return Object.assign(document.createElement(name), { className, textContent })
}

customElements.define("draft-keeper", DraftKeeper)
