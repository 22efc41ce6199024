import type { TemplateCard, TemplateView } from '@/lib/contracts/templates'
import type { JsonObject } from '@/lib/core/json'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import type { Graph } from '@/lib/graph/graph'

export interface SampleDocument {
  /** File name, which the citations show. */
  name: string
  /** Markdown. */
  text: string
}

export interface TemplateSample {
  /** Inputs of the sample run: `message` of a chat, or the fields of a form. */
  inputs: JsonObject
  documents?: readonly SampleDocument[]
  /** Messages with their classes, for a data set that trains a classifier. */
  tickets?: readonly { text: string; label: string }[]
  /** Answer of the sample run, as Markdown. */
  answer: string
}

export interface Template extends TemplateCard {
  graph: Graph
  samples: Readonly<Record<StudioLocale, TemplateSample>>
  /** For a template that is not part of Patchbay. */
  community?: NonNullable<TemplateView['community']>
}
