import { expect, type FrameLocator, type Page } from '@playwright/test'
import { chatProblems } from '../support/chat-problems'
import { findProblems, SCREENS } from '../support/find-problems'
import { makeMemoryApp } from '../support/make-apps'
import { publishApp } from '../support/publish-app'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

const TRAINS = 'I prefer trains to flights.'
const DOGS = 'My two dogs are called Bo and Ida.'
const CONSENT = 'May this chat remember facts about you?'

let studio: SharedStudio
let owner: Page
let shop: PageServer
let appId = ''
let slug = ''

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  shop = await servePage(
    () => `<h1>Travel</h1><script src="${studio.url}/widget.js" data-app="${slug}" async></script>`,
  )
  owner = await browser.newPage()
  await setUp(owner, studio)
  appId = await makeMemoryApp(owner, studio, 'Travel desk')
  slug = await publishApp(owner, studio, appId, [shop.origin])
})
test.afterAll(() => shop.close())

type Chat = Page | FrameLocator
const log = (chat: Chat) => chat.getByRole('log')
const card = (chat: Chat) => chat.getByRole('region', { name: CONSENT })
const list = (chat: Chat) => chat.getByRole('dialog', { name: 'Memory' })
const box = (chat: Chat) => chat.getByRole('textbox', { name: 'Type a message…' })

async function say(chat: Chat, text: string, answer: string): Promise<void> {
  await box(chat).fill(text)
  const answers = log(chat).locator('.turn.answer')
  const earlier = await answers.count()
  await box(chat).press('Enter')
  await expect(answers).toHaveCount(earlier + 1)
  await expect(answers.last()).toContainText(answer)
}

/** Waits for the button that a decision removes: the server has stored the decision. */
async function decide(chat: Chat, name: string): Promise<void> {
  await card(chat).getByRole('button', { name }).click()
  await expect(card(chat)).toHaveCount(0)
  await expect(box(chat)).toBeFocused()
}

/** On a phone and a wide screen, in both themes. */
async function expectAccessible(page: Page): Promise<void> {
  for (const screen of [SCREENS.phone, SCREENS.desktop])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(screen)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Until the colors have changed with the theme.
      await expect.poll(() => chatProblems(page), { message: `${colorScheme} ${screen.width}` }).toEqual([])
    }
}

/** What members see, as text. */
async function stored(): Promise<string[]> {
  const response = await owner.request.get(`${studio.url}/api/studio/apps/${appId}/memories`)
  const { memories }: { memories: { text: string }[] } = await response.json()
  return memories.map(({ text }) => text).toSorted()
}

test('nothing is remembered before the visitor agrees, and nothing after a refusal', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slug}`)
  await say(page, TRAINS, 'Saved: no-consent. Known: nothing')
  await expect(card(page)).toBeVisible()
  expect(await stored()).toEqual([])
  await decide(page, 'No')
  await say(page, DOGS, 'Saved: no-consent. Known: nothing')
  await page.reload()
  await say(page, 'Hello again.', 'Saved: no-consent. Known: nothing')
  await expect(card(page)).toHaveCount(0)
  expect(await stored()).toEqual([])
})

test('a visitor agrees, is recognized in the next conversation, and deletes the stored facts', async ({
  page,
  browser,
}) => {
  await page.goto(`${studio.url}/chat/${slug}`)
  await say(page, 'Hello.', 'Saved: no-consent. Known: nothing')
  await expect(card(page)).toBeVisible()
  await expectAccessible(page)
  await decide(page, 'Yes, remember')
  await say(page, TRAINS, 'Saved: stored. Known: nothing')
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await expect(log(page).locator('.turn')).toHaveCount(0)
  await say(page, DOGS, `Saved: stored. Known: ${TRAINS}`)
  await expect(card(page)).toHaveCount(0)

  await test.step('another visitor sees none of it', async () => {
    const context = await browser.newContext()
    const other = await context.newPage()
    await other.goto(`${studio.url}/chat/${slug}`)
    await say(other, 'How do I travel?', 'Saved: no-consent. Known: nothing')
    await other.getByRole('button', { name: 'Memory' }).click()
    await expect(list(other).getByText('Nothing is remembered.')).toBeVisible()
    await context.close()
  })

  await test.step('members see the facts in the studio', async () => {
    await owner.goto(`${studio.url}/apps/${appId}/conversations?tab=memory`)
    for (const fact of [TRAINS, DOGS]) await expect(owner.getByText(fact, { exact: true })).toBeVisible()
    expect(await findProblems(owner, 'memory tab', 'phone')).toEqual([])
    expect(await findProblems(owner, 'memory tab', 'desktop')).toEqual([])
  })

  const opener = page.getByRole('button', { name: 'Memory' })
  await opener.press('Enter')
  await expect(list(page).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await list(page)
    .getByRole('button', { name: `Delete “${DOGS}”` })
    .press('Enter')
  await expect(list(page).getByRole('listitem')).toHaveText([TRAINS])
  await expect(list(page).getByRole('button', { name: `Delete “${TRAINS}”` })).toBeFocused()
  expect(await stored()).toEqual([TRAINS])
  await list(page).getByRole('button', { name: 'Delete everything and stop remembering' }).press('Enter')
  await expect(list(page).getByText('Nothing is remembered.')).toBeVisible()
  await expect(list(page).getByRole('button', { name: 'Remember facts about me' })).toBeFocused()
  expect(await stored()).toEqual([])
  await page.keyboard.press('Escape')
  await expect(list(page)).toHaveCount(0)
  await expect(opener).toBeFocused()
  await say(page, TRAINS, 'Saved: no-consent. Known: nothing')
})

test('the widget asks again after a member has forgotten the visitor', async ({ page }) => {
  await page.goto(shop.origin)
  await page.getByRole('button', { name: 'Open chat: Travel desk' }).click()
  const chat = page.frameLocator('iframe[title="Travel desk"]')
  await say(chat, 'Hello.', 'Saved: no-consent. Known: nothing')
  await decide(chat, 'Yes, remember')
  await say(chat, TRAINS, 'Saved: stored. Known: nothing')
  await chat.getByRole('button', { name: 'Memory' }).click()
  await expect(list(chat).getByRole('listitem')).toHaveText([TRAINS])
  await owner.goto(`${studio.url}/apps/${appId}/conversations?tab=memory`)
  await owner.getByRole('button', { name: 'Forget end user' }).click()
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Forget end user' }).click()
  await expect(owner.getByText('No facts yet')).toBeVisible()
  await list(chat).getByRole('button', { name: 'Back to the chat' }).click()
  await chat.getByRole('button', { name: 'New chat' }).click()
  await say(chat, DOGS, 'Saved: no-consent. Known: nothing')
  await expect(card(chat)).toBeVisible()
})
