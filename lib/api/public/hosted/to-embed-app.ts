import 'server-only'
import { type EmbedApp, MAX_CHAT_MESSAGE, MAX_FORM_TEXT } from '@/lib/contracts/public'
import type { EmbedWidget, WidgetSettings } from '@/lib/contracts/widget'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** Everything that page and widget learn about their app. */
export function toEmbedApp(app: PublishedApp, closed: string | null = null): EmbedApp {
  return {
    slug: app.slug,
    kind: app.messageField === null ? 'form' : 'chat',
    title: app.title,
    description: app.description,
    greeting: closed === null ? app.greeting : '',
    suggestions: closed === null ? app.suggestions : [],
    closed,
    accent: app.accent,
    fields: app.inputFields,
    messageField: app.messageField,
    maxMessage: app.messageField === null ? MAX_FORM_TEXT : MAX_CHAT_MESSAGE,
    attach: { images: app.takesImages, documents: app.takesDocuments, recordings: app.takesRecordings },
    batch: app.batch,
    ...(app.sources === 'none' ? { hidesSources: true } : {}),
    ...(app.remembers ? { remembers: true, ...(app.asksToRemember ? {} : { needsNoConsent: true }) } : {}),
    ...imageAddresses(app),
    widget: toEmbedWidget(app.widget),
  }
}

function imageAddresses({ slug, widget: { images } }: PublishedApp): Pick<EmbedApp, 'logo' | 'avatar'> {
  const { logo, avatar } = images
  const address = (id: string) => `/chat/${slug}/images/${id}`
  return { ...(logo ? { logo: address(logo) } : {}), ...(avatar ? { avatar: address(avatar) } : {}) }
}

/** The widget's settings without webhook addresses. */
function toEmbedWidget({ look, locale, voice, needsIdentity, lead, handover }: WidgetSettings): EmbedWidget {
  const { webhookUrl: _, ...form } = lead
  const hasHandover = handover.enabled && handover.webhookUrl !== ''
  return {
    look,
    locale,
    voice,
    needsIdentity,
    lead: lead.when === 'off' ? null : form,
    handover: hasHandover ? { message: handover.message } : null,
  }
}
