; Descriptor tables, exceptions and interrupts. Every vector has a stack of its own kind (IST), as compiled code keeps no
; room for them on its stack.

IST_DOUBLE equ 1
IST_INTERRUPT equ 2
IST_FAULT equ 3
TRAP_STACK equ 32768

VECTOR_DIVIDE equ 0
VECTOR_DOUBLE equ 8
VECTOR_PAGE equ 14
VECTOR_TIMER equ 32
VECTOR_WAKE equ 33
VECTOR_LINES equ 48
VECTOR_SPURIOUS equ 255
; The signal numbers that java_trap knows.
SIGNAL_FLOATING equ 8
SIGNAL_SEGMENT equ 11

; What a handler finds on its stack: saved registers, vector, error code, then what the processor pushed.
FRAME_REGISTERS equ 15 * 8
FRAME_VECTOR equ FRAME_REGISTERS
FRAME_ERROR equ FRAME_REGISTERS + 8
FRAME_RIP equ FRAME_REGISTERS + 16
FRAME_RSP equ FRAME_REGISTERS + 40

%macro PUSH_ALL 0
    push rax
    push rcx
    push rdx
    push rbx
    push rbp
    push rsi
    push rdi
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
%endmacro
%macro POP_ALL 0
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    pop rdi
    pop rsi
    pop rbp
    pop rbx
    pop rdx
    pop rcx
    pop rax
%endmacro

section .text

; Entries of the first 32 vectors, 16 bytes apart; some push an error code, the others a 0 in its place.
    align 16
exception_entries:
%assign v 0
%rep 32
    align 16
%if !(v == 8 || (v >= 10 && v <= 14) || v == 17 || v == 21 || v == 29 || v == 30)
    push 0
%endif
    push v
    jmp on_exception
%assign v v+1
%endrep

extern java_trap, java_panic_trace
on_exception:
    PUSH_ALL
    cld
    cmp qword [rsp + FRAME_VECTOR], VECTOR_PAGE
    jne .not_page
    test byte [rsp + FRAME_ERROR], PTE_PRESENT
    jnz .segment
    mov rdi, cr2
    call fill_on_demand
    jc .back
.segment:
    mov rsi, cr2
    mov edx, SIGNAL_SEGMENT
    jmp .java
.not_page:
    cmp qword [rsp + FRAME_VECTOR], VECTOR_DIVIDE
    jne unexpected
    xor esi, esi
    mov edx, SIGNAL_FLOATING
.java:
    ; A fault of the code that handles one, on this stack, has overwritten its frame: there is no way back.
    mov rdi, [rsp + FRAME_RSP]
    sub rdi, rsp
    cmp rdi, TRAP_STACK
    jb unexpected
    ; xmm registers are dead where compiled code traps: it goes on in cold code that calls a stub or a handler.
    mov rdi, [rsp + FRAME_RIP]
    mov rcx, [rsp + FRAME_RSP]
    call java_trap
    mov [rsp + FRAME_RIP], rax
.back:
    POP_ALL
    add rsp, 16
    iretq

; As Nucleus.claimPanic: comes back to one core alone.
claim_panic:
    mov rcx, [r15 + ThreadLayout.CPU]
    jrcxz .done
    mov ecx, [rcx + CpuLayout.NUMBER]
    inc ecx
    mov rdx, MemoryMap.NUCLEUS + NucleusLayout.PANIC
.try:
    xor eax, eax
    lock cmpxchg [rdx], ecx
    je .done
    cmp eax, ecx
    je .done
    pause
    jmp .try
.done:
    ret

unexpected:
    call claim_panic
    lea rdi, [.message]
    call write_text
    mov rdi, [rsp + FRAME_VECTOR]
    call write_hex
    lea rdi, [.at]
    call write_text
    mov rdi, [rsp + FRAME_RIP]
    call write_hex
    lea rdi, [.stack]
    call write_text
    mov rdi, [rsp + FRAME_RSP]
    call write_hex
    mov rcx, [r15 + ThreadLayout.CPU]
    jrcxz .alone
    cmp dword [rcx + CpuLayout.COUNT], 1
    je .alone
    lea rdi, [.core]
    call write_text
    mov rdi, [r15 + ThreadLayout.CPU]
    mov edi, [rdi + CpuLayout.NUMBER]
    call write_hex
.alone:
    lea rdi, [.end]
    call write_text
    mov rdi, [rsp + FRAME_RIP]
    mov rsi, [rsp + FRAME_RSP]
    call java_panic_trace
    mov edi, 134
    jmp port_exit
.message: db "obol: exception ", 0
.at: db " at ", 0
.stack: db " stack ", 0
.core: db " core ", 0
.end: db 10, 0

; rdi: a C string. Says it and stops.
panic:
    push rdi
    call claim_panic
    lea rdi, [.message]
    call write_text
    pop rdi
    call write_text
    lea rdi, [unexpected.end]
    call write_text
    mov edi, 134
    jmp port_exit
.message: db "obol: panic: ", 0

; Also when another core sends an interrupt.
on_timer:
    push rax
    push rcx
    lock or dword [r15 + ThreadLayout.REQUESTS], ThreadLayout.REQUEST_SWITCH
    mov qword [r15 + ThreadLayout.LIMIT], ThreadLayout.POLL_REQUESTED
    mov rax, LAPIC
    mov dword [rax + LocalApic.endOfInterrupt], 0
    pop rcx
    pop rax
    iretq

on_spurious:
    iretq

; rdi entry's address, esi vector, edx stack.
set_gate:
    lea rax, [idt]
    shl esi, 4
    add rax, rsi
    mov [rax], di
    mov word [rax + 2], SELECTOR_CODE
    mov [rax + 4], dl
    mov byte [rax + 5], 0x8E        ; present, interrupt gate
    shr rdi, 16
    mov [rax + 6], di
    shr rdi, 16
    mov [rax + 8], rdi
    ret

; The processor has the descriptor tables and trap stacks of core eax from now on.
load_traps:
    imul ecx, eax, TABLES_SIZE
    lea rdi, [tables]
    add rdi, rcx
    imul ecx, eax, STACKS_SIZE
    lea rsi, [trap_stacks]
    add rsi, rcx
    lea rax, [rsi + IST_FAULT * TRAP_STACK]
    mov [rdi + TABLES_TSS + TSS_STACKS + 8*IST_FAULT], rax
    lea rax, [rsi + IST_INTERRUPT * TRAP_STACK]
    mov [rdi + TABLES_TSS + TSS_STACKS + 8*IST_INTERRUPT], rax
    lea rax, [rsi + IST_DOUBLE * TRAP_STACK]
    mov [rdi + TABLES_TSS + TSS_STACKS + 8*IST_DOUBLE], rax
    mov word [rdi + TABLES_TSS + TSS_PORTS], TSS_SIZE
    mov rax, [gdt + SELECTOR_CODE]
    mov [rdi + SELECTOR_CODE], rax
    mov rax, [gdt + SELECTOR_DATA]
    mov [rdi + SELECTOR_DATA], rax
    lea rax, [rdi + TABLES_TSS]
    mov word [rdi + SELECTOR_TSS], TSS_SIZE - 1
    mov [rdi + SELECTOR_TSS + 2], ax
    shr rax, 16
    mov [rdi + SELECTOR_TSS + 4], al
    mov byte [rdi + SELECTOR_TSS + 5], 0x89
    mov [rdi + SELECTOR_TSS + 7], ah
    shr rax, 16
    mov [rdi + SELECTOR_TSS + 8], eax
    mov word [rdi + TABLES_POINTER], SELECTOR_TSS + 16 - 1
    mov [rdi + TABLES_POINTER + 2], rdi
    lgdt [rdi + TABLES_POINTER]
    mov eax, SELECTOR_TSS
    ltr ax
    lidt [idt_pointer]
    ret

set_up_traps:
    xor ebx, ebx
.exception:
    lea rdi, [exception_entries]
    mov eax, ebx
    shl eax, 4
    add rdi, rax
    mov esi, ebx
    mov edx, IST_FAULT
    mov eax, IST_DOUBLE
    cmp ebx, VECTOR_DOUBLE
    cmove edx, eax
    call set_gate
    inc ebx
    cmp ebx, 32
    jne .exception
    lea rdi, [on_timer]
    mov esi, VECTOR_TIMER
    mov edx, IST_INTERRUPT
    call set_gate
    lea rdi, [on_timer]
    mov esi, VECTOR_WAKE
    mov edx, IST_INTERRUPT
    call set_gate
    xor ebx, ebx
.line:
    lea rdi, [line_entries]
    mov eax, ebx
    shl eax, 4
    add rdi, rax
    lea esi, [rbx + VECTOR_LINES]
    mov edx, IST_INTERRUPT
    call set_gate
    inc ebx
    cmp ebx, LINES
    jne .line
    lea rdi, [on_spurious]
    mov esi, VECTOR_SPURIOUS
    mov edx, IST_INTERRUPT
    call set_gate
    xor eax, eax
    jmp load_traps

section .rodata
    align 8
idt_pointer:
    dw 256*16 - 1
    dq idt

section .bss
; A core's tables: descriptors, what lgdt takes, task state segment; and in that, where the stacks' addresses are, and that of the permissions
; for ports.
TABLES_POINTER equ 48
TABLES_TSS equ 64
TABLES_SIZE equ 192
TSS_STACKS equ 28
TSS_PORTS equ 102
TSS_SIZE equ 104
; The stack of kind n ends at n * TRAP_STACK.
STACKS_SIZE equ 3 * TRAP_STACK
    alignb 16
idt: resb 256*16
tables: resb TABLES_SIZE * CpuLayout.MOST
    alignb 16
trap_stacks: resb STACKS_SIZE * CpuLayout.MOST
