import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { manifestOf } from '@/lib/providers/manifests.gen'

/** A service by its name; what is no service runs inside. */
export function providerLabel(provider: string): string {
  if (provider === 'builtin' || provider === 'trained') return t('governance.inside')
  const manifest = manifestOf(provider)
  return manifest ? localizeManifest('providers', manifest).label : provider
}
