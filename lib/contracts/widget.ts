import { z } from 'zod'
import { WIDGET_LOCALES } from '@/lib/core/locales/widget-locale'

/** How the chat looks. The same names are the tokens of `Patchbay.setTheme`. */
export const WidgetLook = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  /** Of corners, in pixels. */
  radius: z.number().int().min(0).max(28).default(16),
  font: z.enum(['system', 'serif', 'rounded', 'mono']).default('system'),
  position: z.enum(['right', 'left']).default('right'),
  launcher: z.enum(['chat', 'help', 'spark', 'headset', 'heart']).default('chat'),
})
export type WidgetLook = z.infer<typeof WidgetLook>

/** People's addresses and words go there: encrypted, unless it is the same machine. */
const WebhookUrl = z.union([
  z.literal(''),
  z
    .url()
    .max(2_000)
    .regex(/^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/, 'Write an https address.'),
])

export const LeadField = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use lower-case letters, digits and _, such as company_name.'),
  label: z.string().trim().min(1).max(80),
  type: z.enum(['text', 'email', 'phone', 'long-text']),
  required: z.boolean(),
})
export type LeadField = z.infer<typeof LeadField>

/** The form that asks the visitor for an address. */
export const LeadForm = z.strictObject({
  when: z.enum(['off', 'before', 'after']).default('off'),
  /** Answers before it is shown, when it is shown after some. */
  afterAnswers: z.number().int().min(1).max(20).default(2),
  title: z.string().trim().max(200).default(''),
  fields: z
    .array(LeadField)
    .max(8)
    .default([{ name: 'email', label: 'E-mail', type: 'email', required: true }]),
  /** What the visitor agrees to; empty: nothing has to be ticked. */
  consent: z.string().trim().max(500).default(''),
  webhookUrl: WebhookUrl.default(''),
})
export type LeadForm = z.infer<typeof LeadForm>

export const Handover = z.strictObject({
  enabled: z.boolean().default(false),
  webhookUrl: WebhookUrl.default(''),
  /** What the visitor reads once a person has been told. */
  message: z.string().trim().max(300).default(''),
})

/** Everything about widget and page that is not on the first tab. */
export const WidgetSettings = z.strictObject({
  look: WidgetLook.prefault({}),
  /** `page`: the language of the page around it. */
  locale: z.enum(['page', ...WIDGET_LOCALES]).default('page'),
  /** Speaking needs the microphone of the visitor; what is said is recognised by the browser. */
  voice: z.enum(['off', 'out', 'both']).default('off'),
  /** Only visitors whom the customer's own server has signed in. */
  needsIdentity: z.boolean().default(false),
  lead: LeadForm.prefault({}),
  handover: Handover.prefault({}),
})
export type WidgetSettings = z.infer<typeof WidgetSettings>

export const DEFAULT_WIDGET: WidgetSettings = WidgetSettings.parse({})

/** What a page or widget learns of them: no address of ours. */
export const EmbedWidget = z.strictObject({
  look: WidgetLook,
  locale: WidgetSettings.shape.locale,
  voice: WidgetSettings.shape.voice,
  needsIdentity: z.boolean(),
  lead: LeadForm.omit({ webhookUrl: true }).nullable(),
  handover: z.strictObject({ message: z.string() }).nullable(),
})
export type EmbedWidget = z.infer<typeof EmbedWidget>
