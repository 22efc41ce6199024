import { cn } from '@/components/ui/cn'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { providerLogos } from '@/lib/providers/logos.gen'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'

export interface ProviderMarkProps {
  provider: ProviderManifest | undefined
  size?: 'md' | 'lg'
}

/** The logo of a model provider in the color of the text; its initials where the packages have none. */
export function ProviderMark({ provider, size = 'md' }: ProviderMarkProps) {
  const logo = (provider && providerLogos[provider.id]) ?? null
  return (
    <span
      aria-hidden
      className={cn(
        'flex shrink-0 items-center justify-center rounded-md bg-sunken',
        size === 'lg' ? 'size-9' : 'size-8',
      )}
    >
      <PluginLogo plugin={{ logo, label: provider?.label ?? '' }} size="sm" />
    </span>
  )
}
