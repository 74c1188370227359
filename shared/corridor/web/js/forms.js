// What forms gain from a script: focus on their errors, keys to send them, no second sending by accident.

const focusErrors = () => document.querySelector("[data-focus]")?.focus()

document.addEventListener("turbo:load", focusErrors)
document.addEventListener("turbo:render", focusErrors)

document.addEventListener("keydown", event => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.matches("textarea")) {
    event.preventDefault()
    event.target.form?.requestSubmit()
  }
  if (isPlain(event) && !isTyping(event.target)) pressed(event)
})

// Forms that Turbo leaves alone are held back by hand while they are on their way.
document.addEventListener("submit", event => {
  const form = event.target
  if (form.closest("[data-turbo='false']") === null || event.defaultPrevented) return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = "1"
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true })
  setTimeout(() => delete form.dataset.sent, 8000)
})

function pressed(event) {
  const target = [...document.querySelectorAll("[data-hotkey]")].find(
    element => element.dataset.hotkey === event.key && element.checkVisibility?.() !== false
  )
  if (!target) return
  event.preventDefault()
  target.matches("input, textarea, select") ? target.focus() : target.click()
}

const isPlain = event => !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
const isTyping = element => element.isContentEditable || element.matches("input, textarea, select")
