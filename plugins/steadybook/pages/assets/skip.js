/* "Skip to content" moves the keyboard too. The theme would draw the page anew instead, and the keyboard begins at its top. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".md-skip")
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
  if (!target) return
  event.preventDefault()
  event.stopPropagation()
  history.replaceState(history.state, "", link.hash)
  target.tabIndex = -1
  target.focus()
}, { capture: true })
