; Interrupt lines of devices, by the number of the I/O APIC's pin. All are level-triggered. A line that interrupts is masked and
; noted, until somebody waits for it again: so no interrupt is lost, and none comes twice for one cause.

IOAPIC equ PHYSICAL + 0xFEC00000
IOAPIC_WINDOW equ 0x10
IOAPIC_REDIRECTION equ 0x10         ; two words for each pin
IOAPIC_LEVEL equ 1 << 15
IOAPIC_MASKED equ 1 << 16
LINES equ 24
LINE_UART equ 4
; Standard output and standard error, which always have room.
DESCRIPTOR_INPUT equ 0
DESCRIPTOR_ERROR equ 2
; struct pollfd
POLL_HAPPENED equ 6
POLL_SIZE equ 8
POLLIN equ 1
POLLNVAL equ 32

section .text

    align 16
line_entries:
%assign v 0
%rep LINES
    align 16
    push v
    jmp on_line
%assign v v+1
%endrep

on_line:
    push rax
    push rcx
    push rdx
    mov eax, [rsp + 24]
    bts dword [lines_raised], eax
    btr dword [lines_open], eax
    call mask_line
    lock or dword [r15 + ThreadLayout.REQUESTS], ThreadLayout.REQUEST_SWITCH
    mov qword [r15 + ThreadLayout.LIMIT], ThreadLayout.POLL_REQUESTED
    mov rax, LAPIC
    mov dword [rax + LAPIC_EOI], 0
    pop rdx
    pop rcx
    pop rax
    add rsp, 8
    iretq

; Line eax, with interrupts off. Clobbers rcx, rdx.
mask_line:
    mov rcx, IOAPIC
    lea edx, [2*rax + IOAPIC_REDIRECTION]
    mov [rcx], edx
    lea edx, [rax + VECTOR_LINES]
    or edx, IOAPIC_LEVEL | IOAPIC_MASKED
    mov [rcx + IOAPIC_WINDOW], edx
    ret
unmask_line:
    mov rcx, IOAPIC
    lea edx, [2*rax + IOAPIC_REDIRECTION + 1]
    mov [rcx], edx
    mov dword [rcx + IOAPIC_WINDOW], 0  ; to the first processor
    dec edx
    mov [rcx], edx
    lea edx, [rax + VECTOR_LINES]
    or edx, IOAPIC_LEVEL
    mov [rcx + IOAPIC_WINDOW], edx
    ret

; port_poll(signals, count): a record's line is a pin, or the number of a standard stream. What is told is forgotten here.
global port_poll:function
port_poll:
    pushfq
    cli
    xor r8d, r8d
.next:
    test rsi, rsi
    jz .done
    dec rsi
    mov eax, [rdi]
    cmp eax, DESCRIPTOR_INPUT
    je .input
    cmp eax, DESCRIPTOR_ERROR
    jbe .always
    cmp eax, LINES
    jae .invalid
.line:
    btr dword [lines_raised], eax
    jc .happened
    bts dword [lines_open], eax
    jc .skip
    call unmask_line
    jmp .skip
.input:
    mov dx, COM1 + UART_LINE_STATUS
    in al, dx
    test al, UART_DATA_READY        ; also set when there is no UART: then a read gives the end of the file
    mov eax, LINE_UART
    jz .line
.happened:
    mov word [rdi + POLL_HAPPENED], POLLIN
    inc r8
.skip:
    add rdi, POLL_SIZE
    jmp .next
.always:
    mov ax, [rdi + 4]
    mov [rdi + POLL_HAPPENED], ax
    inc r8
    jmp .skip
.invalid:
    mov word [rdi + POLL_HAPPENED], POLLNVAL
    inc r8
    jmp .skip
.done:
    mov rax, r8
    popfq
    ret

; port_close_line(line)
global port_close_line:function
port_close_line:
    mov eax, edi
    pushfq
    cli
    btr dword [lines_open], eax
    btr dword [lines_raised], eax
    call mask_line
    popfq
    ret

section .bss
    alignb 4
lines_raised: resd 1                ; have interrupted since they were waited for
lines_open: resd 1                  ; not masked
