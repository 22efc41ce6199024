import { Badge } from '@/components/ui/badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Icon, type IconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'

/** Described explicitly, so that the extractive answerer is not mistaken for a language model. */
export function BuiltinModels() {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('models.builtinTitle')}</CardTitle>
      </CardHeader>
      <p className="px-4 pt-3 text-muted text-xs">{t('models.builtinHint')}</p>
      <ul className="divide-y">
        <BuiltinRow
          icon="quote"
          name={t('models.builtinChatName')}
          ability={t('models.abilityChat')}
          text={t('models.builtinChatText')}
        />
        <BuiltinRow
          icon="network"
          name={t('models.builtinEmbedName')}
          ability={t('models.abilityEmbed')}
          text={t('models.builtinEmbedText')}
        />
      </ul>
    </Card>
  )
}

function BuiltinRow({ icon, name, ability, text }: { icon: IconName; name: string; ability: string; text: string }) {
  return (
    <li className="flex gap-3 px-4 py-3">
      <Icon name={icon} className="mt-0.5 text-hue-knowledge" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
          {name}
          <Badge>{ability}</Badge>
        </p>
        <p className="mt-1 text-muted text-xs">{text}</p>
      </div>
    </li>
  )
}
