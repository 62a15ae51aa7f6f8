// The contrast of what axe-core leaves open: texts in drawings, and buttons that
// say a sign. It stands after tools.js.
const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

// over is the colour that is seen where one lies over another.
const over = (colour, ground) => {
  for (const c of [ground, colour]) {
    pixel.fillStyle = c
    pixel.fillRect(0, 0, 1, 1)
  }
  const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data
  return `rgb(${r}, ${g}, ${b})`
}

const drawn = (e) => e instanceof SVGElement && e.localName !== 'svg'
const colourOf = (e) => {
  const { fill, fillOpacity, backgroundColor } = getComputedStyle(e)
  if (!drawn(e)) return backgroundColor
  if (e.localName === 'line' || fill === 'none' || fill.startsWith('url')) return 'transparent' // a pattern has holes
  return `color-mix(in srgb, ${fill} ${fillOpacity * 100}%, transparent)`
}

// groundOf is the colour behind a point of an element: of its first line, since the
// middle of a text of two lines may lie between them, where it is not.
const groundOf = (e) => {
  e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
  const [box] = e.getClientRects()
  const stack = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
  const below = stack.slice(stack.indexOf(e) + (drawn(e) ? 1 : 0)).filter((s) => s.localName !== 'text')
  return below.reverse().reduce((ground, s) => over(colourOf(s), ground), 'white')
}

const light = (colour) => {
  const linear = colour.match(/\d+/g).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

// contrast is what WCAG 2 calls the contrast ratio of a text.
const contrast = (e) => {
  const ground = groundOf(e)
  const [a, b] = [light(over(drawn(e) ? getComputedStyle(e).fill : getComputedStyle(e).color, ground)), light(ground)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

// pale are those of the selectors whose text is too much like what is behind it.
const pale = (selectors) =>
  selectors.flatMap((selector) => {
    const e = document.querySelector(selector)
    if (!e || !shown(e)) return []
    const { fontSize, fontWeight } = getComputedStyle(e)
    const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24)
    const ratio = contrast(e)
    return ratio >= (large ? 3 : 4.5) ? [] : [{ HTML: e.outerHTML.slice(0, 200), FailureSummary: `a contrast of ${ratio.toFixed(2)}` }]
  })
