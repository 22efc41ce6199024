'use client'
import { ApiPanel, McpPanel } from '@/components/publish/connect/api-panel'
import { ChatPagePanel } from '@/components/publish/connect/chat-page-panel'
import { WidgetForm } from '@/components/publish/widget/widget-form'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getApp } from '@/lib/contracts/apps'
import { getPublication, listVersions } from '@/lib/contracts/versions'
import { Loaded } from '../frame/loaded'
import { Sections } from '../frame/sections'

const channelsPanel = makePart(() => import('./channels/channels-panel').then((module) => module.ChannelsPanel))

/** Ways to use the app: its page, the widget, the API and MCP. */
export function SharePage({ appId }: { appId: string }) {
  const params = { appId }
  const canEdit = useHasRole('editor')
  const app = useContractQuery(getApp, { params })
  const publication = useContractQuery(getPublication, { params })
  const versions = useContractQuery(listVersions, { params })
  return (
    <Loaded title={t('appHome.tabShare')} queries={[app, publication, versions]}>
      {(found, published, { versions: all }) => (
        <Sections
          title={t('appHome.tabShare')}
          description={t('appHome.shareText')}
          sections={[
            {
              value: 'page',
              label: t('appHome.chatPage'),
              content: () => <ChatPagePanel appId={appId} publication={published} />,
            },
            {
              value: 'widget',
              label: t('appHome.widget'),
              content: () => <WidgetForm appId={appId} graph={found.graph} publication={published} />,
            },
            {
              value: 'channels',
              label: t('appHome.channels'),
              isHidden: !canEdit,
              content: () => <LazyPart part={channelsPanel} props={{ app: found, publication: published }} />,
            },
            {
              value: 'api',
              label: t('appHome.api'),
              content: () => (
                <ApiPanel app={found} publication={published} live={all.find(({ live }) => live) ?? null} />
              ),
            },
            { value: 'mcp', label: 'MCP', content: () => <McpPanel app={found} publication={published} /> },
          ]}
        />
      )}
    </Loaded>
  )
}
