'use client'
import { useEffect, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import type { CheckRequest } from '@/lib/contracts/model-checks'

const [LEAST, MAX] = [3, 50]

export function SpeedFields({ onChange }: { onChange: (request: CheckRequest | null) => void }) {
  const [text, setText] = useState('10')
  const calls = Number(text)
  useEffect(() => {
    const isValid = Number.isInteger(calls) && calls >= LEAST && calls <= MAX
    onChange(isValid ? { kind: 'speed', calls } : null)
  }, [calls, onChange])
  return (
    <>
      <p className="text-muted text-sm">{t('catalog.checkSpeedText')}</p>
      <Field label={t('catalog.checkSpeedCalls')} hint={`${LEAST}–${MAX}`}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={LEAST}
            max={MAX}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="w-32"
          />
        )}
      </Field>
    </>
  )
}
