import { Select, type SelectProps, TagsInput, type TagsInputProps } from '@mantine/core';

const names = new Intl.DisplayNames('en', { type: 'currency' });
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code} – ${names.of(code)}`,
}));
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** ISO 4217 currencies by code and name. */
export function CurrencySelect(props: SelectProps) {
  return <Select data={currencies} searchable allowDeselect={false} limit={60} {...props} />;
}

/** IANA time zones. */
export function ZoneSelect(props: SelectProps) {
  return <Select data={zones} searchable allowDeselect={false} limit={60} {...props} />;
}

/** Several words, each kept by Enter, comma or leaving the field. */
export function TagsField(props: TagsInputProps) {
  return <TagsInput acceptValueOnBlur splitChars={[',', ' ', ';']} {...props} />;
}
