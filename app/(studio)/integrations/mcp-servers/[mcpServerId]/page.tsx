import { McpServerPage } from '@/components/integrations/mcp/mcp-server-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.mcpServers')

export default async function Page({ params }: { params: Promise<{ mcpServerId: string }> }) {
  return <McpServerPage serverId={(await params).mcpServerId} />
}
