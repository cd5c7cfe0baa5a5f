"""The rules, one a file. The tuples say which there are: nothing is discovered."""

from __future__ import annotations

from gongkai.model import LandingCheck, MeantCheck, RecordCheck, RequestCheck, Rule, TreeCheck, WrittenCheck
from gongkai.rules import (
    accountability_evidence,
    assessment_mark,
    attachment,
    attachment_content,
    bad_signature,
    change_note,
    complaint_elsewhere,
    correction_made,
    created,
    delivery,
    direct_push,
    due,
    hidden_characters,
    index_number,
    interpretation,
    interpretation_late,
    interpretation_missing,
    landed_deleted,
    large_image,
    late,
    legacy,
    link,
    main_dates,
    main_history,
    merge_authors,
    merge_content,
    merge_signer,
    personal_data,
    raw_html,
    record_body,
    record_deleted,
    record_item,
    record_log,
    record_name,
    record_open,
    record_order,
    record_sequence,
    record_signer,
    record_unsigned,
    release,
    replacement,
    report_blank,
    report_carried,
    report_late,
    report_registers,
    report_sections,
    report_sums,
    request,
    request_clarification,
    request_extension,
    request_fee,
    request_order,
    request_outcome,
    request_overdue,
    request_receipt,
    request_third_party,
    request_turn,
    response_late,
    response_owed,
    revision,
    routing,
    secrecy_mark,
    self_approval,
    signer,
    stale_column,
    stray_file,
    summary,
    system_change,
    unsigned,
    withdrawal,
)

OF_TREE: tuple[TreeCheck, ...] = (
    index_number,
    landed_deleted,
    record_deleted,
    stray_file,
    stale_column,
    release,
    interpretation_missing,
    interpretation_late,
    report_late,
    request_turn,
    delivery,
    summary,
)
"""Of `content/` as a whole."""

OF_TEXT: tuple[WrittenCheck, ...] = (
    hidden_characters,
    raw_html,
    secrecy_mark,
    personal_data,
    link,
    large_image,
)
"""Of every item and column page as written, whether or not its fields are in order."""

OF_ITEMS: tuple[MeantCheck, ...] = (
    unsigned,
    bad_signature,
    signer,
    self_approval,
    routing,
    created,
    late,
    due,
    legacy,
    attachment,
    attachment_content,
    revision,
    change_note,
    withdrawal,
)
"""Of every item as meant, by itself."""

OF_RELATED: tuple[MeantCheck, ...] = (replacement, interpretation)
"""Of what items say of one another: judged when all are known."""

OF_RECORDS: tuple[RecordCheck, ...] = (
    record_body,
    record_log,
    record_name,
    record_order,
    record_signer,
    record_unsigned,
    record_sequence,
    record_item,
    response_owed,
    response_late,
    correction_made,
    complaint_elsewhere,
    record_open,
    assessment_mark,
    accountability_evidence,
    request_receipt,
    request_order,
    request_clarification,
    request_third_party,
    request_fee,
    request_extension,
    request_outcome,
    request_overdue,
    report_sections,
    report_sums,
    report_carried,
    report_registers,
    report_blank,
)
"""Of every record of a register: judged when all are known."""

OF_REQUEST: tuple[RequestCheck, ...] = (request,)
"""Of a request as a whole, where one is judged by its base."""

OF_LANDINGS: tuple[LandingCheck, ...] = (
    direct_push,
    merge_signer,
    merge_authors,
    merge_content,
    system_change,
    main_dates,
    main_history,
)
"""Of the main line: the merge audit. Which of them are errors, policy.yml says."""

ALL: tuple[Rule, ...] = (
    *(each.RULE for each in OF_TREE),
    *(each.RULE for each in OF_TEXT),
    *(each.RULE for each in OF_ITEMS),
    *(each.RULE for each in OF_RELATED),
    *(each.RULE for each in OF_RECORDS),
    *(each.RULE for each in OF_REQUEST),
    *(each.RULE for each in OF_LANDINGS),
)
