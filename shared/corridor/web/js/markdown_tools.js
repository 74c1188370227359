// <markdown-tools for="field-raw">: buttons that put Markdown around what is selected.
// Without a script there is no toolbar, and the hint under the label says how to write.

const MARKS = {
  bold: { around: "**" },
  italic: { around: "_" },
  code: { around: "`" },
  heading: { before: "## " },
  quote: { before: "> " },
  list: { before: "- " },
  link: { around: ["[", "](https://)"] },
}

class MarkdownTools extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
    this.addEventListener("keydown", this)
    this.field?.addEventListener("keydown", event => this.shortcut(event))
    this.buttons.forEach((button, n) => (button.tabIndex = n ? -1 : 0))
  }

  get field() {
    return document.getElementById(this.getAttribute("for"))
  }

  get buttons() {
    return [...this.querySelectorAll("button")]
  }

  handleEvent(event) {
    const button = event.target.closest("button")
    if (!button) return
    event.type === "click" ? this.write(button.value) : this.move(event, button)
  }

  // A toolbar is one stop of the tab key; the arrows go along it.
  move(event, button) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const forward = getComputedStyle(this).direction === "rtl" ? -step : step
    const all = this.buttons
    const next = all[(all.indexOf(button) + forward + all.length) % all.length]
    all.forEach(one => (one.tabIndex = one === next ? 0 : -1))
    next.focus()
    event.preventDefault()
  }

  shortcut(event) {
    const mark = { b: "bold", i: "italic", k: "link" }[event.key]
    if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    this.write(mark)
  }

  write(name) {
    const field = this.field
    const { around, before } = MARKS[name] ?? {}
    const text = field.value.slice(field.selectionStart, field.selectionEnd)
    if (around) {
      const [open, close] = Array.isArray(around) ? around : [around, around]
      insert(field, open + text + close, open.length, text.length)
    } else if (before) {
      field.setSelectionRange(startOfLine(field), field.selectionEnd)
      const lines = field.value.slice(field.selectionStart, field.selectionEnd).split("\n")
      insert(field, lines.map(line => before + line).join("\n"))
    }
  }
}

const startOfLine = field => field.value.lastIndexOf("\n", field.selectionStart - 1) + 1

// execCommand is old, but it alone keeps the browser's undo.
export function insert(field, text, offset = text.length, length = 0) {
  const at = (field.focus(), field.selectionStart)
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text)
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  field.setSelectionRange(at + offset, at + offset + length)
}

customElements.define("markdown-tools", MarkdownTools)
