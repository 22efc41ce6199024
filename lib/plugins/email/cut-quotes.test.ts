import { expect, test } from 'vitest'
import { cutQuotes } from './cut-quotes'

test.each([
  ['Gmail', 'Thanks!\n\nOn Mon, Nov 30, 2026 at 10:00 AM Ada <ada@example.com> wrote:\n\n> Hello\n> Bob\n'],
  [
    'a wrapped attribution',
    'Thanks!\n\nOn Mon, Nov 30, 2026 at 10:00 AM Ada Lovelace the First\n<ada@example.com> wrote:\n\n> Hello',
  ],
  ['German', 'Thanks!\n\nAm 30.11.2026 um 10:00 schrieb Ada:\n> Hello'],
  ['Chinese', 'Thanks!\n\n在 2026年11月30日，Ada <ada@example.com> 写道：\n\n> 你好'],
  [
    'Outlook',
    'Thanks!\n\nFrom: Ada <ada@example.com>\nSent: Monday, November 30, 2026 10:00\nTo: Bob\nSubject: Hi\n\nHello',
  ],
  [
    'Outlook in bold',
    'Thanks!\n\n________________________________\n**Von:** Ada\n**Gesendet:** Montag\n**An:** Bob\n\nHallo',
  ],
  ['Outlook in Chinese', 'Thanks!\n\n发件人: Ada\n发送时间: 2026年11月30日\n收件人: Bob\n\n你好'],
  ['Outlook Express', 'Thanks!\n\n-----Original Message-----\nFrom: Ada\nHello'],
  ['QQ Mail', 'Thanks!\n\n------------------ 原始邮件 ------------------\n发件人: "Ada"\n你好'],
  ['a signature', 'Thanks!\n-- \nBob\nExample Ltd.'],
  ['nested quotations', 'Thanks!\n> Second\n>> First\n'],
])('cuts the history of %s', (_, text) => {
  expect(cutQuotes(text.replaceAll('\n', '\r\n'))).toBe('Thanks!')
})

test('keeps answers between and below quotations', () => {
  expect(cutQuotes('On 30.11.2026 Ada wrote:\n> One?\nYes.\n> Two?\nNo.')).toBe('Yes.\nNo.')
})

test.each([
  'The steps are:\n1. Open\n2. Close',
  'From: Berlin, to: Paris. What does it cost?',
  'Look at this.\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.com>\nSubject: Broken\n\nIt broke.',
  'Title\n-----\nText',
  'a --- b\n--- c ---\nd',
])('keeps %j', (text) => {
  expect(cutQuotes(text)).toBe(text)
})

test('returns nothing for a message that only quotes', () => {
  expect(cutQuotes('On 30.11.2026 Ada wrote:\n> One?')).toBe('')
})

test('reads hostile text in linear time', () => {
  const lines = ['-'.repeat(50_000), ' '.repeat(50_000), `From${' '.repeat(50_000)}`, `${'_'.repeat(50_000)}x`]
  const text = [...lines, ...Array.from({ length: 5_000 }, () => 'From: x')].join('\n')
  expect(cutQuotes(text)).toBe(text.trim())
})
