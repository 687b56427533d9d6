import { expect, test } from 'vitest'
import type { Sender } from '@/api/types'
import { simulatedChannels } from './useSimulatedChannels'

const sender = (id: string, more: Partial<Sender>): Sender => ({
  id,
  channel_id: 'c1',
  channel_name: 'Practice',
  kind: 'simulator',
  address_kind: 'phone',
  sms: true,
  value: `+1202555010${id}`,
  label: '',
  default: false,
  enabled: true,
  ...more,
})

test('shows each simulated channel once, with its default number', () => {
  const senders = [sender('0', {}), sender('1', { default: true }), sender('2', {})]
  expect(simulatedChannels(senders)).toEqual([{ id: 'c1', name: 'Practice', number: '+12025550101' }])
})

test('leaves out the channels of real providers', () => {
  expect(simulatedChannels([sender('0', { kind: 'twilio', channel_id: 'c2' })])).toEqual([])
})
