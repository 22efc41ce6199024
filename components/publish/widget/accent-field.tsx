'use client'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'

const SWATCHES = ['#c04a06', '#b3261e', '#a12b62', '#7a3aad', '#2f5bea', '#0b7285', '#1b7340', '#26262b'] as const

export interface AccentFieldProps {
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

export function AccentField({ value, error, onChange }: AccentFieldProps) {
  return (
    <Field label={t('publish.accent')} hint={t('publish.accentHint')} error={error}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          <input
            type="color"
            aria-label={t('publish.accent')}
            value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000'}
            onChange={(event) => onChange(event.target.value)}
            className="size-8 cursor-pointer rounded-md border border-control/60 bg-surface p-0.5"
          />
          <Input
            {...control}
            value={value}
            maxLength={7}
            className="w-24 font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
          {SWATCHES.map((swatch) => (
            <button
              key={swatch}
              type="button"
              aria-label={swatch}
              aria-pressed={swatch === value.toLowerCase()}
              onClick={() => onChange(swatch)}
              style={{ background: swatch }}
              className={cn(
                'size-6 rounded-full border border-control/40',
                swatch === value.toLowerCase() && 'ring-2 ring-ink ring-offset-2 ring-offset-raised',
              )}
            />
          ))}
        </div>
      )}
    </Field>
  )
}
