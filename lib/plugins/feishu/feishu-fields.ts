import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** The recipient, which the author fixes by default. */
export const chatField = z
  .string()
  .regex(/^oc_[0-9a-z]{10,60}$/, 'Enter the ID of a chat, such as oc_a0553eda9014c201e6969b478895c230.')
  .meta(layout({ label: 'Chat ID', references: true, filledBy: 'author', placeholder: 'oc_…' }))

const id = (label: string, placeholder: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_]{5,60}$/, 'Copy the ID from the address of the table.')
    .meta(layout({ label, references: true, filledBy: 'author', placeholder }))

/** Both ids are in the address of a Base: `/base/{app}?table={table}`. */
export const baseField = id('Base', 'bascn…')
export const tableField = id('Table', 'tbl…')

/** A message as a card, because cards show Markdown. Only shared cards can be edited. */
export const cardOf = (markdown: string): string =>
  JSON.stringify({
    config: { wide_screen_mode: true, update_multi: true },
    elements: [{ tag: 'markdown', content: markdown }],
  })

/** Most failures have status 400; their reason is a number. */
export const feishuFailure = { path: '/code', equals: 99991663, reason: '/code' } as const

export const feishuErrors = {
  230002: { code: 'TOOL_FAILED', message: 'The bot is not in this chat. Add it there.' },
  99991663: { code: 'RECONNECT_REQUIRED', message: 'Feishu rejected the token of the app.' },
} as const
