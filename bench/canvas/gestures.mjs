// User gestures, the same on the editor and on the bare page. The mouse waits for each step to be handled.
const MIDDLE = { x: 660, y: 470 }

/** Pans the canvas in circles. */
export async function pan(page, from = MIDDLE, steps = 240) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let step = 1; step <= steps; step += 1) {
    const turn = (step / steps) * Math.PI * 4
    await page.mouse.move(from.x + 150 * Math.sin(turn), from.y + 110 * Math.sin(turn / 2))
  }
  await page.mouse.up()
}

/** Zooms in and out with the wheel. */
export async function zoom(page, steps = 120) {
  await page.mouse.move(MIDDLE.x, MIDDLE.y)
  for (let step = 0; step < steps; step += 1) await page.mouse.wheel(0, step % 60 < 30 ? -60 : 60)
}

/** Zooms in until names are readable. */
export async function zoomIn(page) {
  await page.mouse.move(MIDDLE.x, MIDDLE.y)
  const scale = () =>
    page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform).a)
  while ((await scale()) < 0.9) await page.mouse.wheel(0, -100)
  await page.waitForTimeout(500)
}

/** An empty point of the canvas near the center. */
export function emptyPoint(page) {
  return page.evaluate(({ x, y }) => {
    for (let radius = 0; radius < 260; radius += 10)
      for (let turn = 0; turn < 12; turn += 1) {
        const pointer = { x: x + radius * Math.cos(turn), y: y + radius * Math.sin(turn) }
        if (document.elementFromPoint(pointer.x, pointer.y)?.matches('.react-flow__pane')) return pointer
      }
    throw new Error('no empty place')
  }, MIDDLE)
}

/** Drags the node nearest to the center. @returns its id */
export async function dragNode(page, steps = 120) {
  const { id, x, y } = await nodeInMiddle(page)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= steps; step += 1) {
    const turn = (step / steps) * Math.PI * 2
    await page.mouse.move(x + 90 * Math.sin(turn), y + 60 * Math.sin(turn * 2))
  }
  await page.mouse.up()
  return id
}

export function nodeInMiddle(page) {
  return page.evaluate((middle) => {
    const far = (box) => Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y)
    const all = [...document.querySelectorAll('.react-flow__node')].map((node) => ({
      id: node.dataset.id,
      box: node.getBoundingClientRect(),
    }))
    const [{ id, box }] = all.toSorted((a, b) => far(a.box) - far(b.box))
    return { id, x: box.x + box.width * 0.4, y: box.y + Math.min(14, box.height / 3) }
  }, MIDDLE)
}
