import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { WIDGET_LOCALES } from '@/lib/core/locales/widget-locale'
import { schemaError } from '@/lib/messages/problems/schema-error'

/** The appearance of the chat. The same names are the tokens of `Patchbay.setTheme`. */
export const WidgetLook = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  /** Radius of corners, in pixels. */
  radius: z.number().int().min(0).max(28).default(16),
  font: z.enum(['system', 'serif', 'rounded', 'mono']).default('system'),
  position: z.enum(['right', 'left']).default('right'),
  launcher: z.enum(['chat', 'help', 'spark', 'headset', 'heart']).default('chat'),
})
export type WidgetLook = z.infer<typeof WidgetLook>

/** A webhook receives personal data, so its address must be HTTPS, except on the same machine. */
const WebhookUrl = z.union([
  z.literal(''),
  z
    .url()
    .max(2_000)
    .regex(/^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/, schemaError('forms.httpsAddress')),
])

export const LeadField = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, schemaError('forms.leadFieldName')),
  label: z.string().trim().min(1).max(80),
  type: z.enum(['text', 'email', 'phone', 'long-text']),
  required: z.boolean(),
})
export type LeadField = z.infer<typeof LeadField>

/** The form that asks the visitor for contact details. */
export const LeadForm = z.strictObject({
  when: z.enum(['off', 'before', 'after']).default('off'),
  /** For a delayed form: number of answers before it is shown. */
  afterAnswers: z.number().int().min(1).max(20).default(2),
  title: z.string().trim().max(200).default(''),
  fields: z
    .array(LeadField)
    .max(8)
    .default([{ name: 'email', label: 'Email', type: 'email', required: true }]),
  /** The text that the visitor agrees to; without one, there is no checkbox. */
  consent: z.string().trim().max(500).default(''),
  webhookUrl: WebhookUrl.default(''),
})
export type LeadForm = z.infer<typeof LeadForm>

export const Handover = z.strictObject({
  enabled: z.boolean().default(false),
  webhookUrl: WebhookUrl.default(''),
  /** Shown to the visitor once a person was notified. */
  message: z.string().trim().max(300).default(''),
})

/** Images of page and widget, by the id of their upload. */
export const PageImages = z.strictObject({
  /** Logo in the header, on the first screen and in the browser's tab. */
  logo: Id.nullable().default(null),
  /** Shown beside answers. */
  avatar: Id.nullable().default(null),
})
export type PageImages = z.infer<typeof PageImages>

/** Settings of widget and page beyond the first tab. */
export const WidgetSettings = z.strictObject({
  look: WidgetLook.prefault({}),
  images: PageImages.prefault({}),
  /** `page`: the language of the surrounding page. */
  locale: z.enum(['page', ...WIDGET_LOCALES]).default('page'),
  /** Voice input needs the visitor's microphone; the browser recognizes the speech. */
  voice: z.enum(['off', 'out', 'both']).default('off'),
  /** Whether only visitors signed in by the customer's own server may use the widget. */
  needsIdentity: z.boolean().default(false),
  lead: LeadForm.prefault({}),
  handover: Handover.prefault({}),
})
export type WidgetSettings = z.infer<typeof WidgetSettings>

export const DEFAULT_WIDGET: WidgetSettings = WidgetSettings.parse({})

/** The settings that a page or widget receives, without internal addresses. */
export const EmbedWidget = z.strictObject({
  look: WidgetLook,
  locale: WidgetSettings.shape.locale,
  voice: WidgetSettings.shape.voice,
  needsIdentity: z.boolean(),
  lead: LeadForm.omit({ webhookUrl: true }).nullable(),
  handover: z.strictObject({ message: z.string() }).nullable(),
})
export type EmbedWidget = z.infer<typeof EmbedWidget>
