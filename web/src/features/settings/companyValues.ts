import type { Company } from '@/api/types'

export interface DepartmentValues {
  /** "" for a new one. */
  id: string
  name: string
  phone_number: string
  extension: string
  email: string
}

export interface CompanyValues {
  name: string
  enabled: boolean
  default: boolean
  website: string
  phone_number: string
  country: string
  primary_color: string
  secondary_color: string
  tax_identification: string
  postal_address: string
  portal_url: string
  isp_type: string
  billing_delay_start: string
  billing_delay_end: string
  departments: DepartmentValues[]
}

export const ispTypes = ['ISP', 'WIRELESS', 'ILEC', 'CLEC', 'IXC', 'VOIP', 'RETAIL_SALES'] as const

export function companyValues(company: Company | undefined): CompanyValues {
  return {
    name: company?.name ?? '',
    enabled: company?.enabled ?? true,
    default: company?.default ?? false,
    website: company?.website ?? '',
    phone_number: company?.phone_number ?? '',
    country: company?.country ?? '',
    primary_color: company?.primary_color ?? '',
    secondary_color: company?.secondary_color ?? '',
    tax_identification: company?.tax_identification ?? '',
    postal_address: company?.postal_address ?? '',
    portal_url: company?.portal_url ?? '',
    isp_type: company?.isp_type ?? '',
    billing_delay_start: company?.billing_delay_start ?? '',
    billing_delay_end: company?.billing_delay_end ?? '',
    departments: (company?.departments ?? []).map(({ id, name, phone_number, extension, email }) => ({
      id,
      name,
      phone_number,
      extension,
      email,
    })),
  }
}
