import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { makeFormApp, makeLettersApp, makeReaderApp } from '../support/make-apps'
import { ANSWER, makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { makePdf } from '../support/make-pdf'
import { publishApp } from '../support/publish-app'
import { publishedFile } from '../support/published-file'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

const FLOWISE = {
  package: 'flowise-embed@3.1.6',
  integrity: 'sha512-xSrvBDiEvIIzRFsPBgmzG3SdfBeG4wBzdchdMurft5PQcdYO0HfB8cwGhn00fE5JOsdhVZXfJ3Fq6e/DgrW4ag==',
  file: 'dist/web.js',
}
const LEASE = makePdf([
  'The lease.\n\nThe rent is nine hundred euros a month.',
  'Notice.\n\nThe notice period is three months.',
])
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let studio: SharedStudio
let shop: PageServer
const slugs = { kettle: '', reader: '', form: '', letters: '' }

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  shop = await servePage(({ pathname }) => {
    const code = publishedFile(FLOWISE).replaceAll('</script', '<\\/script')
    const slug = { '/files': slugs.reader, '/letters': slugs.letters }[pathname] ?? slugs.kettle
    const start = `Chatbot.init({ chatflowid: '${slug}', apiHost: '${studio.url}' })`
    return `<h1>Kettles</h1><script type="module">${code}</script><script type="module">${start}</script>`
  })
  const page = await browser.newPage()
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettle help')
  slugs.kettle = await publishApp(page, studio, appId, [shop.origin])
  const readerId = await makeReaderApp(page, studio, 'Lease reader')
  slugs.reader = await publishApp(page, studio, readerId, [shop.origin], { voice: 'both' })
  slugs.form = await publishApp(page, studio, await makeFormApp(page, studio, 'Reminders'), [], {}, { page: 'both' })
  slugs.letters = await publishApp(page, studio, await makeLettersApp(page, studio, 'Letters'), [shop.origin])
  await page.close()
})
test.afterAll(() => shop.close())

test('a visitor attaches a PDF, asks about it, opens the cited page, and continues after a reload', async ({
  page,
}) => {
  await page.goto(`${studio.url}/chat/${slugs.reader}`)
  const fileChooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await fileChooser).setFiles([
    { name: 'lease.pdf', mimeType: 'application/pdf', buffer: LEASE },
    { name: 'tool.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
  ])
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files.getByText('Pages: 2')).toBeVisible()
  await expect(files.getByText('This file type is not supported.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove “tool.exe”' }).click()
  await expect(files.getByRole('listitem')).toHaveCount(1)
  await askQuestion(page, 'What is the rent a month?')
  const log = page.getByRole('log')
  await expect(log.getByText('lease.pdf').first()).toBeVisible()
  await expect(log.getByText(/nine hundred euros/)).toBeVisible()
  await log
    .getByRole('button', { name: /^Source 1: lease.pdf/ })
    .first()
    .click()
  await expect(page.getByRole('dialog').getByText('Page 1')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.reload()
  await askQuestion(page, 'What is the notice period?')
  await expect(page.getByRole('log').getByText(/three months/)).toBeVisible()
})

test('a pasted image and a dropped text are attached too', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slugs.reader}`)
  await expect(page.getByRole('button', { name: 'Attach files' })).toBeVisible()
  await page.getByRole('textbox').evaluate((area, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'dot.png', { type: 'image/png' }))
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, PNG)
  await page.getByRole('textbox').evaluate((area) => {
    const data = new DataTransfer()
    data.items.add(new File(['The cellar is damp.'], 'notes.txt', { type: 'text/plain' }))
    area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files.getByRole('listitem')).toHaveCount(2)
  await expect(files.getByRole('progressbar')).toHaveCount(0)
  await expect(files.getByRole('alert')).toHaveCount(0)
})

test('a visitor runs a batch file, leaves, returns and downloads the results', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slugs.form}`)
  await page.getByLabel('Customer').fill('Ada')
  await page.getByLabel('Amount').fill('3')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Result' }).getByText('Dear Ada, you owe 3 euros.')).toBeVisible()
  await page.getByRole('button', { name: 'Batch file' }).click()
  const fileChooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^Choose a CSV or JSONL file/ }).click()
  const rows = Array.from({ length: 12 }, (_, index) => `Person ${index + 1},${index}`)
  const buffer = Buffer.from(`Customer,Total\n${rows.join('\n')}\nEve,many\n`)
  await (await fileChooser).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer })
  const card = page.getByRole('region', { name: 'people.csv' })
  await expect(card.getByLabel('Customer')).toHaveValue('Customer')
  await expect(card.getByText('0 of 13 rows can run.')).toBeVisible()
  await card.getByLabel('Amount').selectOption('Total')
  await expect(card.getByText('12 of 13 rows can run.')).toBeVisible()
  await expect(card.getByText(/Row 13: .*a number/)).toBeVisible()
  const started = page.waitForResponse(/\/batches\/[\w-]+\/start$/)
  await card.getByRole('button', { name: 'Start' }).click()
  await started
  await page.goto('about:blank')
  await page.goto(`${studio.url}/chat/${slugs.form}#rows`)
  await expect(card.getByText('13 of 13 rows')).toBeVisible({ timeout: 30_000 })
  await card.getByRole('button', { name: 'Show errors' }).click()
  await expect(card.getByText(/Row 13: .*a number/)).toBeVisible()
  const download = page.waitForEvent('download')
  await card.getByRole('button', { name: 'Download results' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv).toContain('1,Person 1,0,succeeded,"Dear Person 1, you owe 0 euros.",,')
  expect(csv).toMatch(/13,Eve,many,invalid,,.*a number/)
  // An accidental deletion can be undone; otherwise the file is deleted.
  await card.getByRole('button', { name: 'Remove “people.csv”' }).click()
  await expect(card.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(card.getByText('13 of 13 rows')).toBeVisible()
  await card.getByRole('button', { name: 'Remove “people.csv”' }).click()
  // The page deletes the file while it closes, so the page that opens next may still read it once.
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('button', { name: /^Choose a CSV or JSONL file/ })).toBeVisible()
    await expect(card).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Single request' }).click()
  await expect(page.getByLabel('Customer')).toBeVisible()
})

test('a message whose response is lost is resent without a second run', async ({ page }) => {
  const runs: (string | undefined)[] = []
  await page.route(
    /\/embed\/.*\/messages$/,
    async (route) => {
      // The server has it, but the page receives no response.
      runs.push((await route.fetch()).headers()['x-run-id'])
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  page.on('response', (response) => {
    if (response.url().endsWith('/messages')) runs.push(response.headers()['x-run-id'])
  })
  await page.goto(`${studio.url}/chat/${slugs.kettle}`)
  await askQuestion(page, QUESTION)
  await expect(page.getByText(ANSWER).first()).toBeVisible()
  expect(runs).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), runs[0]])
})

test('speech is transcribed, and answers are read aloud', async ({ page }) => {
  await page.addInitScript(() => {
    class Recognition extends EventTarget {
      lang = ''
      interimResults = false
      start() {
        setTimeout(() => {
          const transcribing = (transcript: string) =>
            this.dispatchEvent(Object.assign(new Event('result'), { results: [[{ transcript }]] }))
          transcribing('Hello')
          transcribing('Hello there')
          this.dispatchEvent(new Event('end'))
        }, 20)
      }
      stop() {}
    }
    const spoken: string[] = []
    Object.assign(window, { SpeechRecognition: Recognition, spoken })
    const fake = Object.assign(new EventTarget(), {
      speaking: false,
      cancel: () => undefined,
      getVoices: () => [],
      speak: (utterance: SpeechSynthesisUtterance) => {
        spoken.push(utterance.text)
        setTimeout(() => utterance.dispatchEvent(new Event('end')), 20)
      },
    })
    Object.defineProperty(window, 'speechSynthesis', { value: fake })
  })
  await page.goto(`${studio.url}/chat/${slugs.reader}`)
  await page.getByRole('textbox').fill('Typed before:')
  await page.getByRole('button', { name: 'Speak instead of typing' }).click()
  await expect(page.getByRole('textbox')).toHaveValue('Typed before: Hello there')
  const data = { name: 'lease.pdf', mimeType: 'application/pdf', buffer: LEASE }
  await page.locator('input[type=file]').setInputFiles(data)
  await expect(page.getByText('Pages: 2')).toBeVisible()
  await askQuestion(page, 'What is the rent a month?')
  await page.getByRole('button', { name: 'Read aloud' }).click()
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'spoken').join(' '))).toContain('nine hundred euros')
})

test('Flowise’s own widget works with a published app', async ({ page }) => {
  await page.goto(shop.origin)
  const bot = page.locator('flowise-chatbot')
  await bot.getByRole('button').first().click()
  await bot.getByPlaceholder('Type your question').fill(QUESTION)
  await bot.getByPlaceholder('Type your question').press('Enter')
  await expect(bot.getByText(ANSWER).first()).toBeVisible()
})

test('Flowise’s own widget sends a PDF, which is cited, and an image, which it shows after a reload', async ({
  page,
}) => {
  await page.goto(`${shop.origin}/files`)
  const bot = page.locator('flowise-chatbot')
  const openBot = () => bot.getByRole('button').first().click()
  const askBot = async (question: string) => {
    await bot.getByPlaceholder('Type your question').fill(question)
    await bot.getByPlaceholder('Type your question').press('Enter')
  }
  await openBot()
  const inputs = bot.locator('input[type=file]')
  await expect(inputs).toHaveCount(2)
  await inputs.last().setInputFiles({ name: 'lease.pdf', mimeType: 'application/pdf', buffer: LEASE })
  await expect(bot.getByText('lease.pdf')).toBeVisible()
  await askBot('What is the rent a month?')
  await expect(bot.getByText(/nine hundred euros/).first()).toBeVisible()
  const png = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') }
  await inputs.first().setInputFiles(png)
  await expect(bot.locator('img[src^="data:image/png"]').first()).toBeVisible()
  const answered = page.waitForResponse(/\/prediction\//)
  await askBot('And what is this?')
  expect((await answered).status()).toBe(200)
  await page.reload()
  await openBot()
  const storedImage = bot.locator('img[src*="get-upload-file"]')
  await expect.poll(() => storedImage.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1)
})

test('Flowise’s own widget asks its visitor and continues with the pressed button', async ({ page }) => {
  await page.goto(`${shop.origin}/letters`)
  const bot = page.locator('flowise-chatbot')
  await bot.getByRole('button').first().click()
  await bot.getByPlaceholder('Type your question').fill('a letter')
  await bot.getByPlaceholder('Type your question').press('Enter')
  await expect(bot.getByText('Send this?')).toBeVisible()
  await bot.getByRole('button', { name: 'Proceed' }).click()
  await expect(bot.getByText('Sent: a letter.')).toBeVisible()
})

async function askQuestion(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox').fill(question)
  // Enter sends nothing before the end of an answer that is resumed after a reload.
  await expect(page.getByRole('button', { name: 'Send message' })).toBeEnabled()
  await page.getByRole('textbox').press('Enter')
}
