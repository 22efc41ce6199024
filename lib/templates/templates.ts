import type { TemplateView } from '@/lib/contracts/apps'
import { approveBeforeSending } from './approve-before-sending'
import { chatWithDocuments } from './chat-with-documents'
import { compareTwoModels } from './compare-two-models'
import { invoiceToJson } from './invoice-to-json'
import { morningReport } from './morning-report'
import { researchAgent } from './research-agent'
import { summariseMany } from './summarise-many'
import { supportTriage } from './support-triage'
import { websiteAssistant } from './website-assistant'

/** In the order of the gallery: first those that need no language model. */
export const templates: readonly TemplateView[] = [
  chatWithDocuments,
  websiteAssistant,
  supportTriage,
  researchAgent,
  invoiceToJson,
  compareTwoModels,
  summariseMany,
  approveBeforeSending,
  morningReport,
]

export function templateOf(id: string): TemplateView | undefined {
  return templates.find((template) => template.id === id)
}
