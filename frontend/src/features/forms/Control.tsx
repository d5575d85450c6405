/** The control of a field, by its kind. */
import { useForm, type ControlProps } from './formContext';
import { AutoNumberControl } from './fields/AutoNumberControl';
import { CodeControl, FormulaControl, NewColumnControl, RegexControl, ValuesControl } from './fields/expressions';
import { ColumnControl, ColumnsControl } from './fields/ColumnControls';
import { ChoicesControl } from './fields/ChoicesControl';
import { FromToControl } from './fields/FromToControl';
import { FrozenControl } from './fields/FrozenControl';
import { GpuControl } from './fields/GpuControl';
import { ItemControl } from './fields/ItemControl';
import { MultiControl } from './fields/MultiControl';
import { NetworksControl } from './fields/NetworksControl';
import { NumberControl } from './fields/NumberControl';
import { PairsControl } from './fields/PairsControl';
import { PartControl, RowsControl } from './fields/RowsControl';
import { BooleanControl, JsonControl, OptionsControl, SegmentedControl, TextAreaControl, TextControl } from './fields/plain';

export function Control(props: ControlProps) {
  const { custom } = useForm();
  return custom?.(props) ?? <UsualControl {...props} />;
}

function UsualControl(props: ControlProps) {
  switch (props.field.kind) {
    case 'text':
      return <TextControl {...props} />;
    case 'textarea':
      return <TextAreaControl {...props} />;
    case 'number':
      return <NumberControl {...props} />;
    case 'auto_number':
      return <AutoNumberControl {...props} />;
    case 'boolean':
      return <BooleanControl {...props} />;
    case 'segmented':
      return <SegmentedControl {...props} />;
    case 'select':
      return <OptionsControl {...props} />;
    case 'choices':
      return <ChoicesControl {...props} />;
    case 'networks':
      return <NetworksControl {...props} />;
    case 'multi':
      return <MultiControl {...props} />;
    case 'pairs':
      return <PairsControl {...props} />;
    case 'gpus':
      return <GpuControl {...props} />;
    case 'item':
      return <ItemControl {...props} />;
    case 'column':
      return <ColumnControl {...props} />;
    case 'columns':
      return <ColumnsControl {...props} />;
    case 'new_column':
      return <NewColumnControl {...props} />;
    case 'formula':
      return <FormulaControl {...props} />;
    case 'regex':
      return <RegexControl {...props} />;
    case 'values':
      return <ValuesControl {...props} />;
    case 'code':
      return <CodeControl {...props} />;
    case 'from_to':
      return <FromToControl {...props} />;
    case 'rows':
      return <RowsControl {...props} />;
    case 'part':
      return <PartControl {...props} />;
    case 'frozen':
      return <FrozenControl {...props} />;
    case 'script':
    case 'json':
      return <JsonControl {...props} />;
  }
}
