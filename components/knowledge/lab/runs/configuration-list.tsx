'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { type LabConfiguration, MAX_CONFIGURATIONS } from '@/lib/contracts/retrieval-lab-runs'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { describeOptions } from '../describe-options'
import { freeName, PRESETS } from '../presets'
import { ConfigurationDialog } from './configuration-dialog'

export interface ConfigurationListProps {
  configurations: readonly LabConfiguration[]
  onChange: (configurations: LabConfiguration[]) => void
}

/** The compared configurations. The first one is the baseline. */
export function ConfigurationList({ configurations, onChange }: ConfigurationListProps) {
  const [edited, setEdited] = useState<number | null>(null)
  const selected = edited === null ? null : (configurations[edited] ?? null)
  const isFull = configurations.length >= MAX_CONFIGURATIONS
  const start = configurations[0]?.options ?? RetrievalOptions.parse({})
  const add = (name: string, options: RetrievalOptions) =>
    onChange([...configurations, { name: freeName(name, configurations), options }])
  return (
    <div className="flex flex-col gap-2">
      <ul className="divide-y rounded-lg border bg-surface">
        {configurations.map((configuration, index) => (
          <li key={configuration.name} className="flex items-center gap-2 px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate font-medium text-sm">{configuration.name}</span>
                {index === 0 ? <Badge tone="outline">{t('lab.baseline')}</Badge> : null}
              </p>
              <p className="break-words text-muted text-xs">{describeOptions(configuration.options).join(' · ')}</p>
            </div>
            <IconButton
              size="sm"
              icon="pencil"
              label={t('lab.change', { name: configuration.name })}
              onClick={() => setEdited(index)}
            />
            <IconButton
              size="sm"
              icon="x"
              label={t('lab.remove', { name: configuration.name })}
              disabled={configurations.length === 1}
              onClick={() => onChange(configurations.filter((other) => other !== configuration))}
            />
          </li>
        ))}
      </ul>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" icon="plus" className="self-start" disabled={isFull}>
            {t('lab.addConfiguration')}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {PRESETS.map(({ name, change }) => (
            <DropdownMenuItem key={name} onSelect={() => add(t(name), change(start))}>
              {t(name)}
            </DropdownMenuItem>
          ))}
          <DropdownMenuItem
            icon="pencil"
            onSelect={() => {
              add(t('lab.newConfiguration', { number: configurations.length + 1 }), start)
              setEdited(configurations.length)
            }}
          >
            {t('lab.ownConfiguration')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {selected && edited !== null ? (
        <ConfigurationDialog
          configuration={selected}
          used={configurations.filter((other) => other !== selected)}
          onSave={(next) => onChange(configurations.map((other, index) => (index === edited ? next : other)))}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </div>
  )
}
