import { t } from '@/lib/client/messages/t'
import type { CatalogAbility, DataUsePolicy } from '@/lib/contracts/catalog'

const ABILITIES = {
  chat: 'catalog.abilityChat',
  vision: 'catalog.abilityVision',
  tools: 'catalog.abilityTools',
  'json-schema': 'catalog.abilityJsonSchema',
  embed: 'catalog.abilityEmbed',
  rerank: 'catalog.abilityRerank',
  transcribe: 'catalog.abilityTranscribe',
  speak: 'catalog.abilitySpeak',
  image: 'catalog.abilityImage',
} as const

const DATA_USE = {
  'no-training': 'catalog.dataUseNoTraining',
  'training-opt-out': 'catalog.dataUseTrainingOptOut',
  'may-train': 'catalog.dataUseMayTrain',
  'depends-on-plan': 'catalog.dataUseDependsOnPlan',
  'stays-here': 'catalog.dataUseStaysHere',
} as const

export const words = {
  ability: (ability: CatalogAbility): string => t(ABILITIES[ability]),
  dataUse: (policy: DataUsePolicy | null): string | null => (policy === null ? null : t(DATA_USE[policy])),
  yesNo: (value: boolean | null): string | null => (value === null ? null : t(value ? 'catalog.yes' : 'catalog.no')),
}
