import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { STUDIO_LOCALES } from '@/lib/core/locales/studio-locale'
import { AppDetail, AppKind, GraphShape } from './apps'
import { defineContract } from './contract'
import { Name } from './shared'

export const TEMPLATE_CATEGORIES = [
  'support',
  'research',
  'documents',
  'data',
  'sales',
  'content',
  'engineering',
  'quality',
  'automation',
] as const
export const TemplateCategory = z.enum(TEMPLATE_CATEGORIES)
export type TemplateCategory = z.infer<typeof TemplateCategory>

/** Requirements of the template's app before it runs with live data. Without any, the built-in models suffice. */
export const TemplateNeed = z.enum([
  'documents',
  'website',
  'language-model',
  'speech-model',
  'voice-model',
  'image-model',
  'mcp-server',
])
export type TemplateNeed = z.infer<typeof TemplateNeed>

/** A template without its graph and its sample, for lists. */
export const TemplateCard = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  category: TemplateCategory,
  tags: z.array(z.string()),
  kind: AppKind,
  icon: z.string(),
  needs: z.array(TemplateNeed),
  /** A schedule suggested after the app is created: when it runs, and with which inputs. */
  schedule: z.strictObject({ name: z.string(), cron: z.string(), inputs: JsonObjectSchema }).optional(),
  /** The service in which the app is designed to answer, by the id of its integration. */
  channel: z.string().optional(),
  /** The event of a service that the app is designed to start for. Its inputs have the names of the event's values. */
  event: z.strictObject({ plugin: z.string(), id: z.string() }).optional(),
})
export type TemplateCard = z.infer<typeof TemplateCard>

export const TemplateView = TemplateCard.extend({
  /** Integrations that it connects to. */
  connections: z.array(z.strictObject({ id: z.string(), label: z.string(), logo: z.string().nullable() })),
  shape: GraphShape,
  /** Node types of the graph, which the search matches. */
  nodeTypes: z.array(z.string()),
  /** For a template from a folder of the operator; null for one of Patchbay. */
  community: z
    .strictObject({
      author: z.string(),
      license: z.string(),
      /** Markdown. */
      readme: z.string(),
      /** Hosts that the app calls. */
      hosts: z.array(z.string()),
      /** Names of secrets that it needs. */
      secrets: z.array(z.string()),
    })
    .nullable(),
})
export type TemplateView = z.infer<typeof TemplateView>

export const TemplateSampleView = z.strictObject({
  templateId: z.string(),
  /** Inputs of the sample run: `message` of a chat, or the fields of a form. */
  inputs: JsonObjectSchema,
  /** Labels of the form's fields, by name. */
  labels: z.record(z.string(), z.string()),
  /** Answer of the sample run, as Markdown. */
  answer: z.string(),
  /** Names of the sample documents. */
  documents: z.array(z.string()),
  /** Abilities of the template that no model of this workspace has. A language model is missing separately. */
  missingModels: z.array(z.enum(['speech-model', 'voice-model', 'image-model'])),
  /** Integrations of the template without a connection in this workspace. */
  missingConnections: z.array(z.strictObject({ id: z.string(), label: z.string() })),
})
export type TemplateSampleView = z.infer<typeof TemplateSampleView>

const TemplateId = z.string().max(64)
const Locale = z.enum(STUDIO_LOCALES).default('en')

export const listTemplates = defineContract({
  name: 'templates.list',
  method: 'GET',
  path: '/api/studio/templates',
  access: 'viewer',
  response: z.strictObject({ templates: z.array(TemplateView) }),
})

export const getTemplateSample = defineContract({
  name: 'templates.sample',
  method: 'GET',
  path: '/api/studio/templates/sample',
  access: 'viewer',
  query: z.strictObject({ templateId: TemplateId, locale: Locale }),
  response: TemplateSampleView,
})

/** Creates an app with the template's sample data. If one part fails, nothing remains. */
export const createFromTemplate = defineContract({
  name: 'templates.createApp',
  method: 'POST',
  path: '/api/studio/templates/apps',
  access: 'editor',
  body: z.strictObject({
    templateId: TemplateId,
    name: Name,
    /** Language of the sample data. */
    locale: Locale,
  }),
  response: AppDetail,
})

/** Returns the sample of the template that the app was created from; null if it was created without one. */
export const getAppSample = defineContract({
  name: 'apps.sample',
  method: 'GET',
  path: '/api/studio/apps/:appId/sample',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  response: z.strictObject({ sample: TemplateSampleView.nullable() }),
})
