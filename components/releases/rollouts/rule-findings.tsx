import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { RolloutView } from '@/lib/contracts/rollouts'

const TONES = { wait: 'neutral', passed: 'success', failed: 'danger' } as const satisfies Record<string, BadgeTone>
const TEXTS = {
  wait: 'releases.verdictWait',
  passed: 'releases.verdictPassed',
  failed: 'releases.verdictFailed',
} as const

/** The status of each rule, and the automatic consequence. */
export function RuleFindings({ rollout }: { rollout: RolloutView }) {
  const { rules, decision, kind, status } = rollout
  if (!rules) return null
  const { verdict = 'wait', reasons = [], broken = [], refs = [] } = decision ?? {}
  return (
    <div className="flex flex-col gap-1.5 text-xs">
      <p>
        <Badge tone={TONES[verdict]}>{t(TEXTS[verdict])}</Badge>
      </p>
      <ul className="flex flex-col gap-1 text-muted">
        {reasons.map((reason, index) => (
          <li key={reason} className="flex items-start gap-1.5">
            <Mark verdict={verdict} isBroken={broken.includes(reason)} />
            {localizeStored(reason, refs[index] ?? null)}
          </li>
        ))}
      </ul>
      {status === 'running' ? (
        <p className="text-muted">
          {joinSentences(
            t(
              rules.onSuccess === 'tell'
                ? 'releases.thenNotifiesPassed'
                : rollout.asksFirst
                  ? 'releases.thenAsks'
                  : 'releases.thenPromotes',
            ),
            t(
              rules.onFailure === 'tell'
                ? 'releases.thenNotifiesFailed'
                : kind === 'canary'
                  ? 'releases.thenRollsBack'
                  : 'releases.thenStops',
            ),
          )}
        </p>
      ) : null}
    </div>
  )
}

function Mark({ verdict, isBroken }: { verdict: keyof typeof TONES; isBroken: boolean }) {
  if (isBroken) return <Icon name="circle-x" size={13} className="mt-px shrink-0 text-danger" />
  return verdict === 'wait' ? (
    <Icon name="clock" size={13} className="mt-px shrink-0" />
  ) : (
    <Icon name="circle-check" size={13} className="mt-px shrink-0 text-success" />
  )
}
