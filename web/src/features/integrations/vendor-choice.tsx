import { Radio } from '@mantine/core';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import classes from './vendor-choice.module.css';

const VendorFragment = graphql(`
  fragment VendorChoice_vendor on ConnectableVendor {
    code
    name
    streams {
      name
      label
    }
  }
`);

interface VendorChoiceProps {
  vendors: FragmentType<typeof VendorFragment>[];
  value: string;
  onChange: (code: string) => void;
}

/** The vendors that can be read, each with what it tells. */
export function VendorChoice({ vendors, value, onChange }: VendorChoiceProps) {
  return (
    <Radio.Group value={value} onChange={onChange} label="Vendor" mb="lg" classNames={{ label: classes.label }}>
      <div className={classes.vendors}>
        {readFragment(VendorFragment, vendors).map(({ code, name, streams }) => (
          <Radio.Card key={code} value={code} className={classes.vendor}>
            <Radio.Indicator size="xs" />
            <span>
              <span className={classes.name}>{name}</span>
              <span className={classes.streams}>{streams.map(({ label }) => label).join(', ')}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
