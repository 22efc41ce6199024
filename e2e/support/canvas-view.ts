import type { Page } from '@playwright/test'

/** Longer than a zoom needs to start. */
const STILL_FRAMES = 15

/** Waits for the end of the animation, so that positions can be read. */
export async function zoomToFit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await page.locator('.react-flow__viewport').evaluate(async (view, stillFrames) => {
    let previousView = ''
    for (let still = 0; still < stillFrames; ) {
      await new Promise(requestAnimationFrame)
      const now = view.getAttribute('style') ?? ''
      still = now === previousView ? still + 1 : 0
      previousView = now
    }
  }, STILL_FRAMES)
}
