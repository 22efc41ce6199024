import { Badge } from '@/components/ui/badge'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { t } from '@/lib/client/messages/t'
import type { TemplateView } from '@/lib/contracts/templates'
import { worksWithoutKey } from './search-templates'

/** The requirements of a template as badges. */
export function TemplateBadges({ template }: { template: TemplateView }) {
  if (worksWithoutKey(template)) return <Badge tone="success">{t('templates.keyless')}</Badge>
  return (
    <>
      {template.needs.map((need) =>
        need === 'documents' || need === 'website' ? null : <Badge key={need}>{t(`templates.need-${need}`)}</Badge>,
      )}
      {template.connections.map((plugin) => (
        <Badge key={plugin.id}>
          <PluginLogo plugin={plugin} size="sm" />
          {plugin.label}
        </Badge>
      ))}
    </>
  )
}
