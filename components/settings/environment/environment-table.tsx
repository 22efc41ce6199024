'use client'
import { IconButton } from '@/components/ui/icon-button'
import { ItemTable } from '@/components/ui/item-table'
import { TableCell, TableRow, WIDE } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  deleteEnvironmentVariable,
  type EnvironmentVariableView,
  listEnvironmentVariables,
} from '@/lib/contracts/environment-variables'
import { writtenValue } from './written-value'

export interface EnvironmentTableProps {
  variables: readonly EnvironmentVariableView[]
  /** Null if the user may only read. */
  onEdit: ((variable: EnvironmentVariableView) => void) | null
}

export function EnvironmentTable({ variables, onEdit }: EnvironmentTableProps) {
  const remove = useContractMutation(deleteEnvironmentVariable, { invalidates: [listEnvironmentVariables] })
  return (
    <ItemTable
      columns={[
        { label: t('common.name') },
        { label: t('settings.environmentType'), className: WIDE },
        { label: t('settings.environmentDefault'), className: `${WIDE} w-full` },
        { label: t('settings.environmentName'), className: WIDE },
      ]}
      items={variables}
      row={(variable, onRemove) => (
        <TableRow key={variable.name}>
          <TableCell className="font-mono text-xs max-md:w-full max-md:max-w-0">
            <p className="font-medium max-md:break-all">{variable.name}</p>
            <p className="truncate text-muted md:hidden">{writtenValue(variable.default)}</p>
          </TableCell>
          <TableCell className={`${WIDE} whitespace-nowrap text-muted`}>
            {t('settings.environmentTypes', { type: variable.type })}
          </TableCell>
          <TableCell className={`${WIDE} max-w-0 truncate font-mono text-muted text-xs`}>
            {writtenValue(variable.default)}
          </TableCell>
          <TableCell
            className={`${WIDE} whitespace-nowrap text-muted`}
            title={Object.keys(variable.byEnvironment).join(', ')}
          >
            {t('settings.environmentValues', { count: Object.keys(variable.byEnvironment).length })}
          </TableCell>
          <TableCell className="whitespace-nowrap text-right">
            {onEdit === null ? null : (
              <>
                <IconButton icon="pencil" label={t('settings.environmentEdit')} onClick={() => onEdit(variable)} />
                <IconButton icon="trash" label={t('common.delete')} onClick={onRemove} />
              </>
            )}
          </TableCell>
        </TableRow>
      )}
      removal={{
        title: (name) => t('settings.environmentDeleteTitle', { name }),
        description: t('settings.environmentDeleteText'),
        done: (name) => t('settings.environmentDeleted', { name }),
        busy: remove.isPending,
        run: ({ name }, settings) => remove.mutate({ params: { name } }, settings),
      }}
    />
  )
}
