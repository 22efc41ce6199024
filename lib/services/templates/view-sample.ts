import 'server-only'
import type { TemplateSampleView } from '@/lib/contracts/templates'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'
import { servicesOf } from '@/lib/templates/services-of'
import type { Template } from '@/lib/templates/template'
import { inputFieldsOf } from '../apps/input-fields'
import type { ServiceContext } from '../context'
import { missingMedia, selectMediaModels } from './media-models'
import { selectOpenConnections } from './open-connections'

export async function viewSample(
  ctx: ServiceContext,
  template: Template,
  locale: StudioLocale,
): Promise<TemplateSampleView> {
  const { inputs, answer, documents = [] } = template.samples[locale]
  const connected = await selectOpenConnections(ctx)
  const missing = servicesOf(template).filter((plugin) => !connected.has(plugin))
  return {
    templateId: template.id,
    inputs,
    labels: Object.fromEntries(inputFieldsOf(template.graph).map(({ name, label }) => [name, label])),
    answer,
    documents: documents.map(({ name }) => name),
    missingModels: missingMedia(template.needs, await selectMediaModels(ctx)),
    missingConnections: missing.map((id) => ({ id, label: pluginManifestOf(id)?.label ?? id })),
  }
}
