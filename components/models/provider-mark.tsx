import { cn } from '@/components/ui/cn'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'

const HUES: Readonly<Record<ProviderManifest['category'], string>> = {
  lab: 'bg-hue-model/12 text-hue-model',
  cloud: 'bg-hue-knowledge/12 text-hue-knowledge',
  aggregator: 'bg-hue-tool/12 text-hue-tool',
  private: 'bg-hue-input/12 text-hue-input',
}

/** Two letters in the colour of the service's group, because vendor logos cannot be shipped. */
export function ProviderMark({
  provider,
  size = 'md',
}: {
  provider: ProviderManifest | undefined
  size?: 'md' | 'lg'
}) {
  return (
    <span
      aria-hidden
      className={cn(
        'flex shrink-0 select-none items-center justify-center rounded-md font-semibold tracking-tight',
        size === 'lg' ? 'size-9 text-sm' : 'size-8 text-xs',
        HUES[provider?.category ?? 'private'],
      )}
    >
      {lettersOf(provider?.label ?? '?')}
    </span>
  )
}

function lettersOf(label: string): string {
  const [first = '', second] = label.split(/[\s.-]+/)
  const capitals = first.replace(/[^A-Z]/g, '')
  if (second) return first.slice(0, 1).toUpperCase() + second.slice(0, 1).toUpperCase()
  return /^[A-Z]/.test(first) && capitals.length >= 2 ? capitals.slice(0, 2) : first.slice(0, 2)
}
