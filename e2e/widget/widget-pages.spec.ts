import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type FrameLocator, type Page, test } from '@playwright/test'
import { HOST_PAGES } from '../support/host-pages'
import { ANSWER, makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SHOTS = process.env.WIDGET_SHOTS

let studio: StudioServer
let host: PageServer
let slug = ''
let secret = ''
let emitted: string[] = []
let receiver: PageServer

test.beforeAll(async ({ browser }) => {
  receiver = await servePage((url) => {
    emitted = [...emitted, url.pathname]
    return 'ok'
  })
  studio = await startStudio({ env: { EGRESS_ALLOW: receiver.origin.replace('localhost', '127.0.0.1') } })
  host = await servePage(({ pathname, searchParams }) => {
    const attributes = searchParams.get('with') ?? ''
    const script = `<script src="${studio.url}/widget.js" data-app="${slug}" ${attributes} async></script>`
    const inline = `<patchbay-chat app="${slug}" mode="inline" style="display: block; height: 560px" ${attributes}></patchbay-chat><script src="${studio.url}/widget.js" defer></script>`
    if (pathname === '/rtl') return HOST_PAGES.rtl(inline)
    return pathname === '/dark' ? HOST_PAGES.dark(script) : HOST_PAGES.reset(script)
  })
  const page = await browser.newPage()
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettle help')
  const webhookUrl = `${receiver.origin.replace('localhost', '127.0.0.1')}/told`
  slug = await publishApp(page, studio, appId, [host.origin], {
    lead: { when: 'after', afterAnswers: 1, consent: 'You may write to me.' },
    handover: { enabled: true, webhookUrl, message: 'Somebody answers within a day.' },
  })
  secret = (await post(page.request, studio, `/api/studio/apps/${appId}/identity-secret`, {})).secret
  await post(page.request, studio, `/api/studio/apps/${appId}/callback-secret`, {})
  await page.close()
})
test.afterAll(async () => {
  host.close()
  receiver.close()
  await studio.stop()
})

const frameOf = (page: Page): FrameLocator => page.frameLocator('patchbay-chat iframe')

async function askQuestion(chat: FrameLocator): Promise<void> {
  await chat.getByRole('textbox').fill(QUESTION)
  await chat.getByRole('textbox').press('Enter')
  await expect(chat.getByRole('log').getByText(ANSWER)).toBeVisible()
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

/** Serious problems of page and frame. */
async function problems(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const frame of page.frames()) {
    await frame.evaluate(AXE)
    found.push(
      ...(await frame.evaluate(async () => {
        const axe = Reflect.get(window, 'axe')
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
        const { violations } = await axe.run({ include: ['patchbay-chat, #chat'] }, { runOnly: tags })
        return violations.map((v: { id: string; nodes: { html: string }[] }) => `${v.id}: ${v.nodes[0]?.html}`)
      })),
    )
  }
  return found
}

test('a page that resets all styles does not affect the bubble; texts, events and API calls work', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const foreign: string[] = []
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== host.origin && origin !== studio.url && !origin.startsWith('null')) foreign.push(request.url())
  })
  await page.goto(`${host.origin}/reset`)
  const bubble = page.getByRole('button', { name: 'Open chat: Kettle help' })
  const corner = async () => {
    const { x, y, width, height } = (await bubble.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    return [width, height, Math.round(x + 56 + 20), Math.round(y + 56 + 20)]
  }
  await expect.poll(corner).toEqual([56, 56, 1200, 800])
  await page.evaluate((question) => {
    const received: string[] = []
    Object.assign(window, { received })
    const patchbay = Reflect.get(window, 'Patchbay')
    for (const name of ['open', 'close', 'message', 'answer', 'lead', 'handover', 'feedback'])
      patchbay.on(name, (detail: { app: string }) => received.push(`${name} ${Object.keys(detail)}`))
    patchbay.send(question)
  }, QUESTION)
  const chat = frameOf(page)
  await expect(chat.getByRole('log').getByText(ANSWER)).toBeVisible()
  await chat.getByRole('button', { name: 'Bad answer' }).click()
  await chat.getByRole('textbox', { name: 'What is wrong with this answer? (optional)' }).fill('Too short')
  await chat.getByRole('button', { name: 'Send', exact: true }).first().click()
  await expect(chat.getByText('Thank you for your feedback.')).toBeVisible()
  await shoot(page, 'reset-answer')
  await chat.getByRole('textbox', { name: 'Email' }).fill('ada@example.com')
  const form = chat.getByRole('form', { name: 'How can we reach you?' })
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form.getByText('Tick the box to continue.')).toBeVisible()
  await form.getByRole('checkbox').check()
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(chat.getByText('Your details were sent.')).toBeVisible()
  await chat.getByRole('button', { name: 'Talk to a person' }).click()
  await chat.getByRole('button', { name: 'Ask for a person' }).click()
  await expect(chat.getByText('Your request was sent to a person.')).toBeVisible({ timeout: 20_000 })
  await expect(chat.getByText('Somebody answers within a day.')).toBeVisible()
  await expect.poll(() => emitted).toEqual(['/told'])
  await shoot(page, 'reset-handover')
  await page.evaluate(() => Reflect.get(window, 'Patchbay').close())
  await expect(bubble).toBeFocused()
  const received = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'received'))
  const names = async () => (await received()).map((line) => line.split(' ')[0]).filter((name) => name !== 'feedback')
  await expect.poll(names).toEqual(['open', 'message', 'answer', 'lead', 'handover', 'close'])
  expect((await received()).join(' ')).not.toContain('text')
  expect([foreign, await context.cookies()]).toEqual([[], []])
  await context.close()
})

test('several conversations survive a reload; signed-in visitors have their own', async ({ page }) => {
  await page.goto(`${host.origin}/reset`)
  const open = () => page.getByRole('button', { name: /^Open chat/ }).click()
  await open()
  const chat = frameOf(page)
  await askQuestion(chat)
  await page.context().setOffline(true)
  await expect(chat.getByText('You are offline.')).toBeVisible()
  await expect(chat.locator('[inert] textarea')).toHaveCount(1)
  await page.context().setOffline(false)
  await expect(chat.getByText('You are offline.')).toBeHidden()
  await chat.getByRole('button', { name: 'New chat' }).click()
  await expect(chat.getByRole('log').getByText(ANSWER)).toHaveCount(0)
  await page.reload()
  await open()
  await chat.getByRole('button', { name: 'Conversations' }).click()
  await chat.getByRole('dialog').getByRole('button', { name: QUESTION }).first().click()
  await expect(chat.getByRole('log').getByText(ANSWER)).toBeVisible()

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256' })}.${part({ sub: 'ada', exp: Math.floor(Date.now() / 1_000) + 600 })}`
  const token = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  await page.evaluate((signed) => Reflect.get(window, 'Patchbay').identify(signed), token)
  await expect(chat.getByRole('log').getByText(ANSWER)).toHaveCount(0)
  await askQuestion(chat)
  // More than an anonymous visitor has.
  await chat.getByRole('button', { name: 'New chat' }).click()
  await askQuestion(chat)
  // A framework that moves the chat keeps its visitor.
  await page.evaluate(() => document.body.append(document.querySelector('patchbay-chat') ?? ''))
  await open()
  await expect(chat.getByRole('log').getByText(ANSWER)).toBeVisible()
  await chat.getByRole('button', { name: 'Conversations' }).click()
  await expect(chat.getByRole('button', { name: /^Delete/ })).toHaveCount(2)
  await chat
    .getByRole('button', { name: /^Rename/ })
    .first()
    .press('Enter')
  await page.keyboard.type('Birthday present')
  await page.keyboard.press('Enter')
  await expect(chat.getByRole('button', { name: /^Birthday present/ })).toBeFocused()
  await chat
    .getByRole('button', { name: /^Rename/ })
    .first()
    .press('Enter')
  await page.keyboard.type('Something else')
  await page.keyboard.press('Escape')
  await expect(chat.getByRole('button', { name: 'Delete “Birthday present”' })).toBeVisible()
  // A press outside the field saves the name and also takes effect.
  await chat
    .getByRole('button', { name: /^Rename/ })
    .first()
    .press('Enter')
  await page.keyboard.type('Garden')
  await chat
    .getByRole('button', { name: /^Delete/ })
    .last()
    .click()
  await expect(chat.getByRole('button', { name: 'Undo' })).toBeFocused()
  await expect(chat.getByRole('button', { name: 'Delete “Garden”' })).toBeVisible()
  await chat.getByRole('button', { name: 'Undo' }).click()
  await expect(chat.getByRole('button', { name: /^Delete/ })).toHaveCount(2)
  await page.evaluate(() => Reflect.get(window, 'Patchbay').reset())
  await expect(chat.getByRole('log').getByText(ANSWER)).toHaveCount(0)
  await chat.getByRole('button', { name: 'Conversations' }).click()
  await expect(chat.getByText('Your earlier conversations appear here.')).toBeVisible()
})

test('opens the chat, asks, reads a source and leaves with the keyboard only', async ({ page }) => {
  await page.goto(`${host.origin}/dark`)
  const bubble = page.getByRole('button', { name: 'Chat öffnen: Kettle help' })
  await bubble.waitFor()
  await page.keyboard.press('Tab')
  await expect(bubble).toBeFocused()
  await page.keyboard.press('Enter')
  const chat = frameOf(page)
  await expect(chat.getByRole('textbox')).toBeFocused()
  // The page declares a dark scheme, whatever the device prefers.
  await expect(chat.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.type(QUESTION)
  await page.keyboard.press('Enter')
  await expect(chat.getByRole('log').getByText(ANSWER)).toBeVisible()
  await chat
    .getByRole('button', { name: /^Quelle 1/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await expect(chat.getByRole('dialog').getByRole('heading')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chat.getByRole('dialog')).toHaveCount(0)
  await expect(chat.getByRole('button', { name: /^Quelle 1/ }).first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(bubble).toBeFocused()
})

const SCREENS = [
  { name: 'light', path: '/reset', width: 1200 },
  { name: 'dark', path: `/dark?with=${encodeURIComponent('data-theme="dark"')}`, width: 1200 },
  { name: 'right to left', path: '/rtl', width: 1200 },
  { name: '320 px', path: '/reset', width: 320 },
]
for (const { name, path, width } of SCREENS) {
  test(`WCAG 2.2 AA: no problem in ${name}, empty, answered, and with a form`, async ({ browser }) => {
    const viewport = { width, height: 720 }
    const page = await (await browser.newContext({ viewport, reducedMotion: 'reduce', bypassCSP: true })).newPage()
    await page.goto(host.origin + path)
    if (path !== '/rtl') await page.locator('patchbay-chat .bubble').click()
    const chat = frameOf(page)
    await expect(chat.getByRole('textbox')).toBeVisible()
    const found = await problems(page)
    await shoot(page, `${name}-empty`)
    await askQuestion(chat)
    await expect(chat.locator('form.card')).toBeVisible()
    found.push(...(await problems(page)))
    await shoot(page, `${name}-answered`)
    await chat.locator('.top button').nth(1).click()
    await expect(chat.getByRole('dialog')).toBeVisible()
    found.push(...(await problems(page)))
    expect(found).toEqual([])
    const wide = await page.frames()[1]?.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await page.context().close()
  })
}

test('on a four times slower CPU the first interaction is measured, and the layout does not shift', async ({
  page,
}) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(() => {
    const seen = { shift: 0, slowest: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += Number(Reflect.get(entry, 'value'))
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.slowest = Math.max(seen.slowest, entry.duration)
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  })
  await page.goto(`${host.origin}/dark`)
  await page.getByRole('button', { name: /^Chat öffnen/ }).click()
  const chat = frameOf(page)
  await chat.getByRole('textbox').fill('x')
  // Entries of a frame are delivered after it.
  for (const frame of page.frames())
    await frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  const seen = await Promise.all(page.frames().map((frame) => frame.evaluate(() => Reflect.get(window, 'seen'))))
  test.info().annotations.push({ type: 'measured', description: JSON.stringify(seen) })
  expect(seen.map(({ shift }) => shift)).toEqual(seen.map(() => 0))
})
