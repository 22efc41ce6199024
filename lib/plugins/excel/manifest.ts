import { definePlugin } from '../manifest-types'
import { microsoftConnections, microsoftHost, microsoftTests } from '../shared/microsoft-connections'

export const manifest = definePlugin({
  id: 'excel',
  label: 'Excel',
  description: 'Finds workbooks in OneDrive, and reads, updates and appends rows.',
  categories: ['spreadsheets'],
  synonyms: ['sheet', 'spreadsheet', 'workbook', 'onedrive', 'office 365', 'microsoft', '表格', '工作簿', '微软'],
  logo: 'lobehub:microsoft',
  docsUrl: 'https://learn.microsoft.com/graph/api/resources/excel',
  ...microsoftHost,
  connections: microsoftConnections(['Files.ReadWrite']),
  tests: microsoftTests,
})
