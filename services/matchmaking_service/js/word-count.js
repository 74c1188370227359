// Counts the words of a text box while they are written: needs of 100 words and more are matched better.
// The page already says how many there were when it was sent; without a script that stays.

const HAN = /[\u4e00-\u9fff]/g

class WordCount extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.getAttribute("for"))
    this.bar = document.createElement("progress")
    this.bar.className = "progress"
    this.bar.max = Number(this.dataset.asked)
    this.bar.setAttribute("aria-hidden", "true")
    this.label = document.createElement("span")
    this.replaceChildren(this.bar, this.label)
    this.box?.addEventListener("input", this.count)
    this.count()
  }

  disconnectedCallback() {
    this.box?.removeEventListener("input", this.count)
  }

  count = () => {
    const text = this.box?.value ?? ""
    const words = text.split(/\s+/).filter(Boolean).length + Math.floor((text.match(HAN) ?? []).length / 2)
    this.bar.value = Math.min(words, this.bar.max)
    this.label.textContent = this.dataset.words.replace("#", words)
  }
}

customElements.get("word-count") || customElements.define("word-count", WordCount)
