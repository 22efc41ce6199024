import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { VersionView } from '@/lib/contracts/versions'

/** Environments of a version, its origin, and whether it can be released. */
export function VersionBadges({ version: { environments, cause, isSound } }: { version: VersionView }) {
  return (
    <>
      {environments.map((environment) => (
        <Badge key={environment} tone="success" title={t('versions.runsIn', { environment })}>
          <Icon name="rocket" size={10} />
          {environment}
        </Badge>
      ))}
      {cause === 'published' ? null : (
        <Badge tone="outline">{t(cause === 'saved' ? 'versions.causeSaved' : 'versions.causeRestore')}</Badge>
      )}
      {isSound ? null : (
        <Badge tone="warning" title={t('versions.notSoundHint')}>
          {t('versions.notSound')}
        </Badge>
      )}
    </>
  )
}
