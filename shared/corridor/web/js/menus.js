// A menu is a <details>; this closes it as menus are expected to close.

const openMenus = () => document.querySelectorAll("details.menu[open]")

document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) {
    if (!menu.contains(target) || target.closest("a")) menu.open = false
  }
})

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return
  for (const menu of openMenus()) {
    menu.open = false
    menu.querySelector("summary").focus()
  }
})

document.addEventListener("focusin", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false
})

// A page kept for the way back must not show an open menu.
document.addEventListener("turbo:before-cache", () => openMenus().forEach(menu => (menu.open = false)))
