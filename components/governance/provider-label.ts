import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { manifestOf } from '@/lib/providers/manifests.gen'

/** Name of a service; other values run inside Patchbay. */
export function providerLabel(provider: string): string {
  if (provider === 'builtin' || provider === 'trained') return t('governance.inside')
  const manifest = manifestOf(provider)
  return manifest ? localizeManifest('providers', manifest).label : provider
}
