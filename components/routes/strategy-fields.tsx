'use client'
import { useId } from 'react'
import { Label } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'
import type { RoutePolicy } from '@/lib/contracts/routes'
import { NumberBox } from './number-box'

interface StrategyFieldsProps {
  policy: RoutePolicy
  onChange: (part: Partial<RoutePolicy>) => void
}

/** The fields that only the selected strategy has. */
export function StrategyFields({ policy, onChange }: StrategyFieldsProps) {
  const switchId = useId()
  if (policy.strategy === 'weighted') {
    return (
      <div className="flex items-center gap-2.5">
        <Switch id={switchId} checked={policy.sticky} onCheckedChange={(sticky) => onChange({ sticky })} />
        <Label htmlFor={switchId}>{t('routes.sticky')}</Label>
      </div>
    )
  }
  if (policy.strategy !== 'cheapest') return null
  const { maxFirstTokenMs, minQuality } = policy.bounds
  const bound = (key: keyof RoutePolicy['bounds'], value: number | null) => {
    const { [key]: _old, ...others } = policy.bounds
    onChange({ bounds: value === null ? others : { ...others, [key]: value } })
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberBox
        label={t('routes.maxFirstToken')}
        unit={t('routes.milliseconds')}
        value={maxFirstTokenMs ?? null}
        min={1}
        max={600_000}
        onChange={(value) => bound('maxFirstTokenMs', value)}
      />
      <NumberBox
        label={t('routes.minQuality')}
        hint={t('routes.minQualityHint')}
        value={minQuality ?? null}
        min={0}
        max={1}
        step={0.05}
        onChange={(value) => bound('minQuality', value)}
      />
    </div>
  )
}
