'use client'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { ImportedEnvironmentRows, ImportedVariableState } from './use-imported-environment'

const TEXTS = {
  new: 'moveIn.environmentNew',
  exists: 'moveIn.environmentExists',
  value: 'moveIn.environmentValue',
  owner: 'moveIn.environmentOwner',
} as const satisfies Record<ImportedVariableState, string>

/** Environment variables that imported apps read, and what happens with each. */
export function ImportedEnvironment({ rows }: { rows: ImportedEnvironmentRows }) {
  return (
    <ul className="divide-y">
      {rows.map(({ name, value, state }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
          <Icon name="variable" size={15} className="text-muted" />
          <span className="min-w-0 flex-[1_1_10rem]">
            <span className="block truncate font-mono text-xs">{name}</span>
            {state === 'new' ? (
              <span className="block truncate text-muted text-xs">
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </span>
            ) : null}
          </span>
          <span className={state === 'value' || state === 'owner' ? 'text-warning text-xs' : 'text-muted text-xs'}>
            {t(TEXTS[state])}
          </span>
        </li>
      ))}
    </ul>
  )
}
