import { McpServersPage } from '@/components/integrations/mcp/mcp-servers-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.mcpServers')

export default function Page() {
  return <McpServersPage />
}
