// What is too faint on this page. The browser's own drawing turns every notation of a colour into numbers.
() => {
  const canvas = document.createElement("canvas")
  canvas.width = canvas.height = 1
  const pen = canvas.getContext("2d", {willReadFrequently: true})
  const numbers = new Map()
  const rgba = colour => {
    if (!numbers.has(colour)) {
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = colour
      pen.fillRect(0, 0, 1, 1)
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data
      numbers.set(colour, [r, g, b, a / 255])
    }
    return numbers.get(colour)
  }
  const over = ([r, g, b, a], below) => [r, g, b].map((value, i) => value * a + below[i] * (1 - a))
  const luminance = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y)
    return (light + 0.05) / (dark + 0.05)
  }
  const behind = element => {
    if (!element) return [255, 255, 255]
    const colour = rgba(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement))
  }
  const opacity = element => {
    let whole = 1
    for (let e = element; e; e = e.parentElement) whole *= +getComputedStyle(e).opacity
    return whole
  }
  const seen = element => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility === "visible" && opacity(element) > 0
  }
  const name = e => `${e.tagName.toLowerCase()}${e.getAttribute("class") ? "." + e.getAttribute("class").replace(/ /g, ".") : ""}`
  const problems = new Set()
  const against = (element, colour) => {
    const below = behind(element.closest("svg") ?? element)
    const [r, g, b, a] = rgba(colour)
    return ratio(over([r, g, b, a * opacity(element)], below), below)
  }
  const judge = (element, colours, least, what) => {
    const found = Math.max(...colours.map(colour => against(element, colour)))
    if (found < least - 0.005)
      problems.add(`${name(element)} in ${name(element.parentElement)} ${what}: ${found.toFixed(2)} of ${least}`)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.nodeValue.trim()
    const element = walker.currentNode.parentElement
    if (!text || element.closest("script, style, noscript, template, [hidden], .md-search__output, .md-dialog")) continue
    if (!seen(element)) continue
    const style = getComputedStyle(element)
    const size = parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700)
    const colour = element.closest("svg") ? style.fill : style.color
    judge(element, [colour], large ? 3 : 4.5, `"${text.slice(0, 24)}"`)
  }
  // Marks: lines and areas of plots, but for grids and grounds, the track of a bar and what is cut out of it; the shapes of states.
  for (const mark of document.querySelectorAll("article svg :is(path, line, polyline, polygon, rect, circle)")) {
    const style = getComputedStyle(mark)
    if (mark.closest(".grid, .band, .mark, .track, .tick, defs") || !seen(mark)) continue
    // A stroke in the colour of the page divides areas, and a line has no area: what stands out more is the mark.
    const colours = [style.stroke, style.fill].filter(colour => colour !== "none")
    const isLine = style.stroke !== "none" && style.fill === "rgb(0, 0, 0)"
    if (colours.length) judge(mark, isLine ? [style.stroke] : colours, 3, "mark")
  }
  for (const element of document.querySelectorAll("article :is([data-state], [data-severity], [data-check], [data-mark])")) {
    if (!seen(element)) continue
    for (const pseudo of ["::before", "::after"]) {
      const style = getComputedStyle(element, pseudo)
      if (["none", "normal"].includes(style.content)) continue
      const isCut = style.clipPath !== "none" || style.maskImage !== "none"
      if (isCut) judge(element, [style.backgroundColor], 3, pseudo)
      else if (style.content !== '""') judge(element, [style.color], 3, pseudo)
    }
  }
  return [...problems]
}
