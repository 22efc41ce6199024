'use client'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import type { SessionView } from '@/lib/contracts/session'
import { getRetention, setRetention } from '@/lib/contracts/workspaces'

const CHOICES = [7, 30, 90, 365]
const FOREVER = 'forever'

/** Retention of runs and conversations. */
export function RetentionCard({ session }: { session: SessionView }) {
  const isOwner = session.role === 'owner'
  const retention = useContractQuery(getRetention)
  const save = useContractMutation(setRetention, {
    invalidates: [getRetention],
    onSuccess: () => toast.success(t('settings.retentionSaved')),
  })
  const days = retention.data?.days
  const choices = [...new Set([...CHOICES, ...(typeof days === 'number' ? [days] : [])])].sort((a, b) => a - b)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('settings.retention')}</CardTitle>
      </CardHeader>
      <CardContent>
        <Field
          label={t('settings.retentionDays')}
          hint={isOwner ? t('settings.retentionHint') : t('settings.ownerOnly')}
        >
          {(control) =>
            days === undefined ? (
              <Skeleton className="h-9" />
            ) : (
              <Select
                {...control}
                disabled={!isOwner || save.isPending}
                value={days === null ? FOREVER : String(days)}
                onValueChange={(value) => save.mutate({ body: { days: value === FOREVER ? null : Number(value) } })}
                options={[
                  ...choices.map((count) => ({ value: String(count), label: t('settings.retentionFor', { count }) })),
                  { value: FOREVER, label: t('settings.retentionForever') },
                ]}
              />
            )
          }
        </Field>
        <FormError error={retention.error ?? save.error} />
      </CardContent>
    </Card>
  )
}
