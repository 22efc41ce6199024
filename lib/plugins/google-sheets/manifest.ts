import { definePlugin } from '../manifest-types'
import { googleConnections } from '../shared/google-connections'

export const manifest = definePlugin({
  id: 'google-sheets',
  label: 'Google Sheets',
  description: 'Reads, appends and updates rows in spreadsheets.',
  categories: ['spreadsheets'],
  synonyms: ['sheet', 'spreadsheet', 'rows', 'table', 'excel', '表格', '电子表格'],
  logo: 'simple-icons:googlesheets',
  docsUrl: 'https://developers.google.com/sheets/api/reference/rest',
  baseUrl: 'https://sheets.googleapis.com',
  hosts: ['sheets.googleapis.com'],
  connections: googleConnections(['https://www.googleapis.com/auth/spreadsheets']),
  rateLimits: [{ calls: 60, seconds: 60 }],
})
