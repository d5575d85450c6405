/** A part of the retraining recipe's schema, as the server sends it, for tests. */
export const retrainSchema: Record<string, unknown> = {
  properties: {
    use_gpu: { default: false, title: 'Use GPU', type: 'boolean', ui: { choices: 'gpus', section: 'GPU', shown_if: { field: 'use_gpu', op: 'has_choices' } } },
    gpus: { default: '', title: 'List of GPUs to use', type: 'string', ui: { choices: 'gpus', section: 'GPU', shown_if: { field: 'use_gpu', op: 'eq', value: true }, widget: 'gpus' } },
    path_column: { default: '', title: 'Image filename column', type: 'string', ui: { choices: 'label_dataset.columns', section: 'Dataset with labels', widget: 'column' } },
    pooling: { default: 'avg', enum: ['none', 'avg', 'max'], title: 'Pooling', type: 'string', ui: { options: { avg: 'Average', max: 'Maximum', none: 'No pooling' }, section: 'Model' } },
    width: { anyOf: [{ const: 'auto', type: 'string' }, { maximum: 4096, minimum: 1, type: 'integer' }], default: 'auto', title: 'Image width', ui: { section: 'Model', unit: 'px', widget: 'auto_number' } },
    layers: { default: 'last', enum: ['last', 'n_last', 'all'], title: 'Layer(s) to retrain', type: 'string', ui: { options: { all: 'All layers', last: 'Last layer', n_last: 'N last layers' }, section: 'Model' } },
    layer_count: { default: 2, maximum: 100000, minimum: 1, title: 'Number of layers', type: 'integer', ui: { section: 'Model', shown_if: { field: 'layers', op: 'eq', value: 'n_last' } } },
    dropout: { default: 0, exclusiveMaximum: 1, minimum: 0, title: 'Dropout', type: 'number', ui: { section: 'Model', step: 0.1 } },
    batch_size: { default: 32, description: 'Number of images used for one weight update.', maximum: 65536, minimum: 1, title: 'Batch size', type: 'integer', ui: { section: 'Training' } },
    learning_rate: { default: 0.001, exclusiveMinimum: 0, maximum: 1e9, title: 'Learning rate', type: 'number', ui: { section: 'Training', step: 0.001 } },
    optimizer_params: { default: [], items: { $ref: '#/$defs/NamedValue' }, title: 'Custom Parameters', type: 'array', ui: { section: 'Training', widget: 'pairs' } },
    augment: { default: false, title: 'Data Augmentation', type: 'boolean', ui: { section: 'Training' } },
  },
  type: 'object',
};
