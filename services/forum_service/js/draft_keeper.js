// <draft-keeper>: saves the composer's text to the server while somebody writes, and shows it as it will look.
// The version number keeps two windows from overwriting each other: 409 stops the saving and says so.

const SAVE_AFTER = 2500
const SHOW_AFTER = 700

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.state = this.querySelector(".draft-state")
    this.preview = this.querySelector(".live-preview")
    this.form.addEventListener("input", () => this.changed())
    this.form.addEventListener("submit", () => this.stop())
    this.leave = () => document.visibilityState === "hidden" && this.dirty && this.save()
    document.addEventListener("visibilitychange", this.leave)
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.leave)
    this.stop()
  }

  changed() {
    this.dirty = true
    clearTimeout(this.saving)
    clearTimeout(this.showing)
    this.saving = setTimeout(() => this.save(), SAVE_AFTER)
    this.showing = setTimeout(() => this.show(), SHOW_AFTER)
  }

  stop() {
    this.dirty = false
    clearTimeout(this.saving)
    clearTimeout(this.showing)
  }

  async save() {
    if (this.conflict) return
    this.dirty = false
    const answer = await this.post(this.dataset.url)
    if (!answer) return
    const { version } = await answer.json().catch(() => ({}))
    if (answer.status === 409) {
      this.conflict = true
      this.say(this.dataset.conflict)
    } else if (answer.ok) {
      this.form.elements._draft_version.value = version
      this.say(`${this.dataset.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`)
    }
  }

  async show() {
    const answer = await this.post(this.dataset.previewUrl, "text/html")
    if (!answer || (!answer.ok && answer.status !== 422)) return
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    this.preview.replaceChildren(...page.body.childNodes)
    this.preview.hidden = !this.preview.textContent.trim()
  }

  post(url, accept = "application/json") {
    const body = new URLSearchParams(new FormData(this.form))
    return fetch(url, { method: "POST", body, headers: { Accept: accept }, keepalive: true }).catch(() => null)
  }

  say(words) {
    this.state.textContent = words
  }
}

customElements.define("draft-keeper", DraftKeeper)
