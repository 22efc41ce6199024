'use client'
import { useState } from 'react'
import { ConfirmItemDialog } from '@/components/ui/confirm-item-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
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
  const [deleting, setDeleting] = useState<EnvironmentVariableView | null>(null)
  const remove = useContractMutation(deleteEnvironmentVariable, {
    invalidates: [listEnvironmentVariables],
    onSuccess: () => {
      toast(t('settings.environmentDeleted', { name: deleting?.name ?? '' }))
      setDeleting(null)
    },
  })
  return (
    <>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('common.name')}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t('settings.environmentType')}</TableHeader>
            <TableHeader className="w-full">{t('settings.environmentDefault')}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t('settings.environmentName')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('common.more')}</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {variables.map((variable) => (
            <TableRow key={variable.name}>
              <TableCell className="font-medium font-mono text-xs">{variable.name}</TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted md:table-cell">
                {t('settings.environmentTypes', { type: variable.type })}
              </TableCell>
              <TableCell className="max-w-0 truncate font-mono text-muted text-xs">
                {writtenValue(variable.default)}
              </TableCell>
              <TableCell
                className="hidden whitespace-nowrap text-muted md:table-cell"
                title={Object.keys(variable.byEnvironment).join(', ')}
              >
                {t('settings.environmentValues', { count: Object.keys(variable.byEnvironment).length })}
              </TableCell>
              <TableCell className="whitespace-nowrap text-right">
                {onEdit === null ? null : (
                  <>
                    <IconButton icon="pencil" label={t('settings.environmentEdit')} onClick={() => onEdit(variable)} />
                    <IconButton icon="trash" label={t('common.delete')} onClick={() => setDeleting(variable)} />
                  </>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmItemDialog
        item={deleting}
        onClose={() => setDeleting(null)}
        title={t('settings.environmentDeleteTitle', { name: deleting?.name ?? '' })}
        description={t('settings.environmentDeleteText')}
        busy={remove.isPending}
        onConfirm={({ name }) => remove.mutate({ params: { name } })}
      />
    </>
  )
}
